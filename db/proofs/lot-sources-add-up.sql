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
group by l.id having (sum(s.quantity_base), sum(s.shipped_base), sum(s.lost_base)) is distinct from (l.quantity_base, l.shipped_base, l.lost_base)
union all
-- What one lot gave to another of its seller is what that one took from it, producer by producer, and as it was agreed with each; a lot that
-- only put its own book right (both are one) is as much as before.
select coalesce(o.lot_id, i.other_lot_id), 'moved to ' || coalesce(o.other_lot_id, i.lot_id), coalesce(o.base, 0), coalesce(i.base, 0), 0, 0, 0, 0
from (select lot_id, other_lot_id, case when lot_id <> other_lot_id then producer_id end as producer_id, sum(quantity_base) as base
  from lot_moves where kind = 'moved_out' group by 1, 2, 3) o
full join (select lot_id, other_lot_id, case when lot_id <> other_lot_id then producer_id end as producer_id, sum(quantity_base) as base
  from lot_moves where kind = 'moved_in' group by 1, 2, 3) i
  on i.other_lot_id = o.lot_id and i.lot_id = o.other_lot_id and i.producer_id is not distinct from o.producer_id
where coalesce(o.base, 0) <> coalesce(i.base, 0)
union all
select f.id, 'not as ' || t.id, f.quantity_base, t.quantity_base, 0, 0, 0, 0
from lot_moves m join lots f on f.id = m.other_lot_id join lots t on t.id = m.lot_id
left join lot_sources s on s.lot_id = f.id and s.producer_id = m.producer_id
left join lot_sources n on n.lot_id = t.id and n.producer_id = m.producer_id
where m.kind = 'moved_in' and f.id <> t.id and ((f.seller_id, f.origin_region_code, f.harvested_on, f.expires_on) is distinct from
  (t.seller_id, t.origin_region_code, t.harvested_on, t.expires_on) or (s.price_rupiah, s.pay_days) is distinct from (n.price_rupiah, n.pay_days));
