-- A lot is what its book says (in = shipped + lost + left), and so is the part of each whose harvest it names.
select l.id as lot_id, 'the lot' as whose, l.quantity_base, b.quantity as book_says, l.shipped_base, b.shipped as book_shipped, l.lost_base, b.lost as book_lost
from lots l
join (select lot_id, sum(quantity_base) as quantity, sum(shipped_base) as shipped, sum(lost_base) as lost from lot_book group by lot_id) b on b.lot_id = l.id
where (l.quantity_base, l.shipped_base, l.lost_base) is distinct from (b.quantity, b.shipped, b.lost)
union all
select s.lot_id, s.producer_id, s.quantity_base, b.quantity_base, s.shipped_base, b.shipped_base, s.lost_base, b.lost_base
from lot_sources s left join lot_book b on b.lot_id = s.lot_id and b.producer_id = s.producer_id
where (s.quantity_base, s.shipped_base, s.lost_base) is distinct from (coalesce(b.quantity_base, 0), coalesce(b.shipped_base, 0), coalesce(b.lost_base, 0))
union all
select l.id, 'all growers', l.quantity_base, sum(s.quantity_base), l.shipped_base, sum(s.shipped_base), l.lost_base, sum(s.lost_base)
from lots l join lot_sources s on s.lot_id = l.id
group by l.id having (sum(s.quantity_base), sum(s.shipped_base), sum(s.lost_base)) is distinct from (l.quantity_base, l.shipped_base, l.lost_base);
