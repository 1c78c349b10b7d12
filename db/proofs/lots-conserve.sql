-- What of a lot is reserved equals what standing commitments and undispatched shares hold of it.
with held as (
  select c.lot_id, sum(coalesce(c.accepted_base, c.offered_base)) as base
  from commitments c
  where c.state in ('offered', 'accepted')
    and not exists (
      select 1 from shipment_lines l join shipments s on s.id = l.shipment_id
      where l.commitment_id = c.id and s.state in ('dispatched', 'received'))
  group by c.lot_id
)
select l.id as lot_id, l.reserved_base, coalesce(h.base, 0) as promises_say
from lots l left join held h on h.lot_id = l.id
where l.reserved_base <> coalesce(h.base, 0);
