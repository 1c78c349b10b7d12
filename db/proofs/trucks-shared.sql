-- Trips in one vehicle are of one trade center, day and vehicle, each of another call-off; they leave together under one seal,
-- nobody leads who goes along himself, and what they carry is no more than the vehicle takes.
select a.id as trip_id, l.id as lead_id, 'apart' as flaw
from trips a join trips l on l.id = a.lead_id
where l.lead_id is not null or a.call_off_id = l.call_off_id
  or (a.hub_id, a.planned_for, a.vehicle_id) is distinct from (l.hub_id, l.planned_for, l.vehicle_id)
  or (a.seal_number, a.departed_at) is distinct from (l.seal_number, l.departed_at)
  or (a.state in ('planned', 'cancelled') or l.state in ('planned', 'cancelled')) and a.state <> l.state
union all
select t.truck_id, null, 'too heavy'
from (select coalesce(a.lead_id, a.id) as truck_id, min(v.payload_grams) as payload,
    sum(case when a.state = 'planned' then i.promised_base else i.loaded_base end) as carried
  from trips a join vehicles v on v.id = a.vehicle_id join shipments s on s.trip_id = a.id and s.state <> 'cancelled'
    join shipment_lines i on i.shipment_id = s.id
  where a.lead_id is not null or exists (select 1 from trips b where b.lead_id = a.id)
  group by coalesce(a.lead_id, a.id)) t
where t.carried > t.payload;
