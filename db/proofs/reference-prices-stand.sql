-- Of one surveyed price one row stands: a correction speaks of what it corrects, and nothing else is written beside it.
select c.id as one, w.id as other
from reference_prices c join reference_prices w on w.id = c.corrects_id
where (c.commodity_code, c.grade_code, c.region_code, c.on_day, c.source)
  is distinct from (w.commodity_code, w.grade_code, w.region_code, w.on_day, w.source)
union all
select min(id), max(id)
from reference_prices p
where not annuls and not exists (select 1 from reference_prices n where n.corrects_id = p.id)
group by commodity_code, grade_code, region_code, on_day, source
having count(*) > 1;
