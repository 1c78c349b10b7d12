-- Every recipe card can be reckoned with: something is in it, each food has an edible part and a reason where it is odd, nothing is another kitchen's, and no card leads back to itself.
select r.id as recipe, 'empty' as why
from recipes r where not exists (select 1 from recipe_parts p where p.recipe_id = r.id)
union all
select p.recipe_id, 'food ' || f.id
from recipe_parts p join recipes r on r.id = p.recipe_id join foods f on f.id = p.food_id
where f.edible_permille is null or (f.is_odd and p.oddity_reason is null) or f.organisation_id <> r.organisation_id
union all
select p.recipe_id, 'card ' || d.id
from recipe_parts p join recipes r on r.id = p.recipe_id join recipes d on d.id = p.dish_id
where d.organisation_id <> r.organisation_id
union all
select * from (
  with recursive inside (top, id) as (
    select recipe_id, dish_id from recipe_parts where dish_id is not null
    union
    select inside.top, p.dish_id from recipe_parts p join inside on p.recipe_id = inside.id where p.dish_id is not null
  )
  select top, 'circle' from inside where top = id
) as circles;
