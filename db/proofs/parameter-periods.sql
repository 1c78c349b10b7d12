-- Of one rule in one place, no two periods hold on the same day.
select a.key, a.region_code, a.valid_from, a.valid_to, b.valid_from as also_from, b.valid_to as also_to
from parameters a join parameters b
  on b.key = a.key and b.region_code is not distinct from a.region_code and b.id > a.id
  and daterange(a.valid_from, a.valid_to, '[]') && daterange(b.valid_from, b.valid_to, '[]');
