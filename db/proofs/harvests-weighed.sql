-- What was weighed and not refused lies in the lot that the slip names, and every ask that was brought has its slip.
select a.id as ask_id, s.lot_id, s.weighed_base - s.refused_base as slip_says, coalesce(m.base, 0) as book_says
from harvest_asks a
left join harvest_slips s on s.ask_id = a.id
left join lateral (
  select sum(quantity_base) as base from lot_moves where lot_id = s.lot_id and producer_id = a.producer_id and kind = 'brought'
) m on true
where (a.state = 'brought') <> (s.id is not null)
  or (s.lot_id is not null and coalesce(m.base, 0) < s.weighed_base - s.refused_base);
