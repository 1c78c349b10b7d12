-- The newest version of a day's menu is what stands on that day, in its order.
with standing as (
  select cycle_id, day_number, array_agg(recipe_id order by position) as recipe_ids
  from menu_dishes group by cycle_id, day_number
), newest as (
  select distinct on (cycle_id, day_number) cycle_id, day_number, recipe_ids
  from menu_day_versions order by cycle_id, day_number, version desc
)
select cycle_id, day_number, s.recipe_ids as standing, n.recipe_ids as newest
from standing s full join newest n using (cycle_id, day_number)
where coalesce(s.recipe_ids, '{}') <> coalesce(n.recipe_ids, '{}');
