-- What a warehouse has promised to hand out on a day weighs what the listings that leave from it have promised for that day, and no more
-- than it can hand out.
select coalesce(w.warehouse_id, d.warehouse_id) as warehouse_id, coalesce(w.day, d.day) as day, coalesce(w.used_mg, 0) as says,
  coalesce(d.mg, 0) as listings_say, w.capacity_mg
from warehouse_days w
full join (select warehouse_id, day, sum(used_base * mg_per_base) as mg from seller_days where warehouse_id is not null group by 1, 2) d
  on d.warehouse_id = w.warehouse_id and d.day = w.day
where coalesce(w.used_mg, 0) <> coalesce(d.mg, 0) or w.used_mg > w.capacity_mg
union all
-- A listing lies in a warehouse of its own seller.
select l.id, null, null, null, null from listings l join warehouses w on w.id = l.warehouse_id where w.organisation_id <> l.seller_id;
