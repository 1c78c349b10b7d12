-- A bought lot is what was accepted with its line and no more; out of its books is just what was lost, fell short on a delivery,
-- or was sold with an invoice that stands. What is on the way, or accepted and not invoiced, is stock still.
-- What an appeal brought was gone already when the delivery was weighed, and stays out.
with away as (
  select shipment_line_id, lot_id, sum(case kind when 'shipped' then quantity_base else -quantity_base end) as base
  from lot_moves where kind in ('shipped', 'back') group by 1, 2
), left_with as (
  select a.lot_id,
    sum(case when exists (select 1 from invoiced_shipments i where i.shipment_id = s.id and i.state in ('issued', 'settled'))
      then a.base else greatest(a.base - coalesce(l.accepted_base - l.granted_base, 0), 0) end) as base
  from away a join shipment_lines l on l.id = a.shipment_line_id join shipments s on s.id = l.shipment_id
  where s.state = 'received'
  group by a.lot_id
)
select c.lot_id, l.quantity_base, b.accepted_base, c.bought_base, c.out_base, l.lost_base + coalesce(w.base, 0) as moves_say
from lot_costs c
join lots l on l.id = c.lot_id
join shipment_lines b on b.id = c.shipment_line_id
join shipments s on s.id = b.shipment_id
left join left_with w on w.lot_id = c.lot_id
where l.quantity_base <> c.bought_base or b.accepted_base <> c.bought_base or l.seller_id <> c.organisation_id or s.buyer_id <> c.organisation_id
  or c.out_base <> l.lost_base + coalesce(w.base, 0);
