-- What of a lot is shipped equals what left for orders, less what the driver brought back, and what was named for shares of call-offs, less
-- what the gate sent home.
select l.id as lot_id, 'the lot' as what, l.shipped_base, coalesce(s.base, 0) + coalesce(n.base, 0) as shipments_say
from lots l
left join (
  select line.lot_id, sum(line.loaded_base
    - case when line.disposition in ('returned', 'replaced_today', 'destroyed') then least(coalesce(line.rejected_base, 0), line.loaded_base) else 0 end) as base
  from shipment_lines line join shipments s on s.id = line.shipment_id
  where s.purpose = 'order' and s.state in ('dispatched', 'received')
  group by line.lot_id
) s on s.lot_id = l.id
left join (select lot_id, sum(named_base - home_base - lost_base) as base from share_lots group by lot_id) n on n.lot_id = l.id
where l.shipped_base <> coalesce(s.base, 0) + coalesce(n.base, 0)
union all
-- The book of the lot says the same of each share; of one that never left, everything is home.
select n.lot_id, 'share ' || n.shipment_id, coalesce(b.base, 0), n.named_base - n.home_base - n.lost_base
from share_lots n join shipments s on s.id = n.shipment_id
left join (
  select lot_id, shipment_line_id, sum(case kind when 'shipped' then quantity_base else -quantity_base end) as base
  from lot_moves where kind in ('shipped', 'back') group by 1, 2
) b on b.lot_id = n.lot_id and b.shipment_line_id = n.shipment_line_id
where coalesce(b.base, 0) <> n.named_base - n.home_base - n.lost_base
  or (s.state = 'cancelled' and n.named_base <> n.home_base + n.lost_base);
