-- Of one rule, place and day one row stands: a correction speaks of what it corrects, and nothing else is written beside it.
select c.id as one, w.id as other
from parameters c join parameters w on w.id = c.corrects_id
where (c.key, c.region_code, c.valid_from)
  is distinct from (w.key, w.region_code, w.valid_from)
union all
select min(id), max(id)
from parameters p
where not annuls and not exists (select 1 from parameters n where n.corrects_id = p.id)
group by key, region_code, valid_from
having count(*) > 1;
