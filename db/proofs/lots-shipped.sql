-- What of a lot is shipped equals what left for orders, less what the driver brought back.
select l.id as lot_id, l.shipped_base, coalesce(s.base, 0) as shipments_say
from lots l
left join (
  select line.lot_id, sum(line.loaded_base
    - case when line.disposition in ('returned', 'replaced_today', 'destroyed') then least(coalesce(line.rejected_base, 0), line.loaded_base) else 0 end) as base
  from shipment_lines line join shipments s on s.id = line.shipment_id
  where s.purpose = 'order' and s.state in ('dispatched', 'received')
  group by line.lot_id
) s on s.lot_id = l.id
where l.shipped_base <> coalesce(s.base, 0);
