-- The harvests that a lot names add up to the lot.
select l.id as lot_id, l.quantity_base, sum(s.quantity_base) as sources_say
from lots l join lot_sources s on s.lot_id = l.id
group by l.id having sum(s.quantity_base) <> l.quantity_base;
