-- What is asked for anew is what was refused to be replaced, and comes under a promise of the same line by the same seller.
select r.shipment_line_id, r.asked_base, l.rejected_base, r.promised_base, n.accepted_base
from replacements r
join shipment_lines l on l.id = r.shipment_line_id
join commitments c on c.id = l.commitment_id
left join commitments n on n.id = r.commitment_id
where l.shipment_id <> r.shipment_id or l.disposition is distinct from 'replaced_today' or l.rejected_base <> r.asked_base
  or (n.id is not null and (n.order_line_id, n.seller_id, n.price_rupiah, n.accepted_base)
    is distinct from (c.order_line_id, c.seller_id, c.price_rupiah, r.promised_base));
