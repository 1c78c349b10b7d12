-- What a trip was corrected to leads without a gap from what it was said to cost to what it costs.
select t.id as id, t.cost_rupiah as says, c.is_rupiah as corrected_to
from trips t join lateral (select is_rupiah from trip_cost_corrections x where x.trip_id = t.id order by x.id desc limit 1) c on true
where t.cost_rupiah <> c.is_rupiah
union all
select c.id, c.was_rupiah, c.before
from (select id, was_rupiah, lag(is_rupiah) over (partition by trip_id order by id) as before from trip_cost_corrections) c
where c.before is not null and c.before <> c.was_rupiah
union all
-- What koperasi bear more or less by a correction is what the trip cost more or less; a statement says what its corrections say.
select c.id, c.is_rupiah - c.was_rupiah, sum(f.amount_rupiah)
from trip_cost_corrections c join freight_corrections f on f.correction_id = c.id
group by c.id having sum(f.amount_rupiah) <> c.is_rupiah - c.was_rupiah
union all
select s.id, s.freight_added_rupiah - s.freight_returned_rupiah, coalesce(sum(f.amount_rupiah), 0)
from koperasi_statements s left join freight_corrections f on f.statement_id = s.id
group by s.id having s.freight_added_rupiah <> coalesce(sum(f.amount_rupiah) filter (where f.amount_rupiah > 0), 0)
  or s.freight_returned_rupiah <> -coalesce(sum(f.amount_rupiah) filter (where f.amount_rupiah < 0), 0)
union all
-- Koperasi that bear the freight of an invoiced call-off bear what its trips cost, to the rupiah.
select i.id, b.borne, coalesce(sum(t.cost_rupiah), 0)
from invoices i join call_offs o on o.id = i.call_off_id join contracts k on k.id = o.contract_id and k.freight_paid_by = 'seller'
  join lateral (select sum(s.freight_rupiah + s.freight_added_rupiah - s.freight_returned_rupiah) as borne
    from koperasi_statements s where s.invoice_id = i.id and s.taken_back_at is null) b on true
  left join trips t on t.call_off_id = o.id and t.state = 'delivered'
where i.kind = 'delivery' and i.state in ('issued', 'settled') and i.goods_rupiah > 0
group by i.id, b.borne having coalesce(b.borne, 0) <> coalesce(sum(t.cost_rupiah), 0)
union all
-- It is booked in the books of each koperasi whose part changed, and in the trade center's, and in nobody else's.
select f.id, abs(f.amount_rupiah), coalesce(b.moved, 0)
from freight_corrections f join koperasi_statements s on s.id = f.statement_id
left join (select e.subject_id, e.organisation_id, sum(x.amount) filter (where x.amount > 0) as moved
  from entries e join postings x on x.entry_id = e.id where e.kind = 'freight.corrected' group by e.subject_id, e.organisation_id) b
  on b.subject_id = f.correction_id and b.organisation_id = s.koperasi_id
where abs(f.amount_rupiah) <> coalesce(b.moved, 0)
union all
select c.id, count(distinct f.statement_id) + 1, count(distinct e.id)
from trip_cost_corrections c join freight_corrections f on f.correction_id = c.id
left join entries e on e.subject_id = c.id and e.kind = 'freight.corrected'
group by c.id having count(distinct f.statement_id) + 1 <> count(distinct e.id);
