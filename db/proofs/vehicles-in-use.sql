-- A planned trip counts on a vehicle that is in use, of the trade center or of a koperasi that shares in a call-off on it.
select t.id as trip_id, v.id as vehicle_id, v.retired_at
from trips t join vehicles v on v.id = t.vehicle_id
where t.state = 'planned' and (
  v.retired_at is not null
  or v.organisation_id <> t.hub_id
    and not exists (select 1 from trips a join shipments s on s.call_off_id = a.call_off_id
      where coalesce(a.lead_id, a.id) = coalesce(t.lead_id, t.id) and s.seller_id = v.organisation_id));
