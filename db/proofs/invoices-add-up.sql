-- An invoice is the sum of its lines, and never claims more than was accepted at the door; what an appeal brought has its own.
select i.id as invoice_id, i.goods_rupiah, sum(l.amount_rupiah) as lines_say, i.tax_rupiah, sum(l.tax_rupiah) as line_taxes_say
from invoices i join invoice_lines l on l.invoice_id = i.id
group by i.id having sum(l.amount_rupiah) <> i.goods_rupiah or sum(l.tax_rupiah) <> i.tax_rupiah
union all
select i.id, l.quantity_base, s.accepted_base - s.granted_base, 0, 0
from invoices i join invoice_lines l on l.invoice_id = i.id join shipment_lines s on s.id = l.shipment_line_id
where i.appeal_id is null and l.quantity_base <> s.accepted_base - s.granted_base;
