-- Of one lane and day one row stands: a correction speaks of what it corrects, and nothing else is written beside it.
select c.id as one, w.id as other
from lanes c join lanes w on w.id = c.corrects_id
where (c.from_region_code, c.to_region_code, c.valid_from)
  is distinct from (w.from_region_code, w.to_region_code, w.valid_from)
union all
select min(id), max(id)
from lanes p
where not annuls and not exists (select 1 from lanes n where n.corrects_id = p.id)
group by from_region_code, to_region_code, valid_from
having count(*) > 1;
