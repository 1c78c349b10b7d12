-- A dish on a menu is of the menu's own kitchen and stands on a day that the cycle has.
select d.cycle_id, d.day_number, d.recipe_id
from menu_dishes d join menu_cycles c on c.id = d.cycle_id join recipes r on r.id = d.recipe_id
where r.organisation_id <> c.organisation_id or d.day_number > c.day_count;
