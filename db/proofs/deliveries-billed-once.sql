-- Every accepted line of an order's delivery is claimed by one invoice that stands, and no line by two. An invoice over a period is the sum of
-- its parts, each part the sum of its delivery's lines; all of one seller and one buyer, under one agreement, taken over by the period's end.
select x.shipment_line_id as line_id, 'claimed twice' as fault, count(*) as count, min(i.id) as invoice_id
from invoice_lines x join invoices i on i.id = x.invoice_id
where i.kind = 'delivery' and i.appeal_id is null and i.state not in ('discarded', 'credited') and x.shipment_line_id is not null
group by x.shipment_line_id having count(*) > 1
union all
select l.id, 'left out', 0, s.invoice_id
from invoiced_shipments s join shipment_lines l on l.shipment_id = s.shipment_id
where s.state not in ('discarded', 'credited') and l.accepted_base > l.granted_base
  and not exists (select 1 from invoice_lines x where x.invoice_id = s.invoice_id and x.shipment_line_id = l.id)
union all
select i.id, 'parts', count(p.id), i.id
from invoices i left join invoice_parts p on p.invoice_id = i.id and p.stands = (i.state not in ('discarded', 'credited'))
where i.terms_id is not null
group by i.id having coalesce(sum(p.goods_rupiah), 0) <> i.goods_rupiah or coalesce(sum(p.tax_rupiah), 0) <> i.tax_rupiah
union all
select p.id, 'lines of a part', 0, p.invoice_id
from invoice_parts p join invoice_lines x on x.invoice_id = p.invoice_id join shipment_lines l on l.id = x.shipment_line_id and l.shipment_id = p.shipment_id
group by p.id having sum(x.amount_rupiah) <> p.goods_rupiah or sum(x.tax_rupiah) <> p.tax_rupiah
union all
select p.id, 'another''s delivery', 0, i.id
from invoice_parts p join invoices i on i.id = p.invoice_id join payment_terms t on t.id = i.terms_id
join shipments s on s.id = p.shipment_id join orders o on o.id = s.order_id join regions g on g.code = o.city_code
join receipts r on r.shipment_id = s.id
where s.seller_id <> i.seller_id or s.buyer_id <> i.buyer_id or t.seller_id <> i.seller_id or t.buyer_id <> i.buyer_id or t.state <> 'agreed'
  or t.collection = 'each' or (r.received_at at time zone g.time_zone)::date > i.period_through;
