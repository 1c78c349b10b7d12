-- What was listed for a day is one lot of that harvest, and its book begins with what was listed.
select d.listing_id, d.day, d.lot_id
from day_listings d
join lots l on l.id = d.lot_id
where l.harvested_on <> d.day
  or d.quantity_base <> (select coalesce(sum(m.quantity_base), 0) from lot_moves m where m.lot_id = d.lot_id and m.kind = 'brought');
