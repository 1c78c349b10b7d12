-- A planned trip counts on a vehicle that is in use, of the trade center or of a koperasi that shares in the call-off.
select t.id as trip_id, v.id as vehicle_id, v.retired_at
from trips t join vehicles v on v.id = t.vehicle_id
where t.state = 'planned' and (
  v.retired_at is not null
  or v.organisation_id <> t.hub_id
    and not exists (select 1 from shipments s where s.call_off_id = t.call_off_id and s.seller_id = v.organisation_id));
