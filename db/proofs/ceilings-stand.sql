-- Of one legal price and day one row stands: a correction speaks of what it corrects, and nothing else is written beside it.
select c.id as one, w.id as other
from price_ceilings c join price_ceilings w on w.id = c.corrects_id
where (c.commodity_code, c.grade_code, c.kind, c.region_code, c.valid_from)
  is distinct from (w.commodity_code, w.grade_code, w.kind, w.region_code, w.valid_from)
union all
select min(id), max(id)
from price_ceilings p
where not annuls and not exists (select 1 from price_ceilings n where n.corrects_id = p.id)
group by commodity_code, grade_code, kind, region_code, valid_from
having count(*) > 1;
