-- Since a kitchen keeps its stock book, whatever it accepted at its door came into its store: once, the same quantity, out of the same lot, and nothing else came in. What an appeal brought comes
-- in too, but for what was destroyed at the door.
with book as (
  select organisation_id, min(recorded_at) as since from stock_entries where kind = 'received' group by organisation_id
), destroyed as (
  select g.shipment_line_id, sum(g.granted_base) as base
  from appeal_lines g join shipment_lines l on l.id = g.shipment_line_id
  where g.cause = 'refused' and l.disposition = 'destroyed' and g.granted_base > 0
  group by 1
), accepted as (
  select l.id, l.accepted_base - coalesce(g.base, 0) as accepted_base, c.lot_id, s.buyer_id
  from shipment_lines l
  join shipments s on s.id = l.shipment_id
  join receipts r on r.shipment_id = s.id
  join commitments c on c.id = l.commitment_id
  join book b on b.organisation_id = s.buyer_id and coalesce(r.told_at, r.received_at) >= b.since
  left join destroyed g on g.shipment_line_id = l.id
  where l.accepted_base - coalesce(g.base, 0) > 0
), taken as (
  select p.id, p.shipment_line_id, p.lot_id, p.organisation_id, sum(e.quantity_base) as quantity_base
  from stock_parcels p join stock_entries e on e.parcel_id = p.id and e.kind = 'received'
  group by p.id
)
select coalesce(a.id, t.shipment_line_id) as shipment_line, a.accepted_base, t.quantity_base
from accepted a full join taken t on t.shipment_line_id = a.id
where a.id is null or t.id is null or a.accepted_base <> t.quantity_base or a.lot_id <> t.lot_id or a.buyer_id <> t.organisation_id;
