-- A trade center owes the treasury what it took as levy and has not handed on; no levy is handed on twice.
select s.hub_id as id, sum(s.levy_rupiah) - coalesce((select sum(r.amount_rupiah) from levy_remittances r
    where r.hub_id = s.hub_id and r.state in ('confirmed', 'doubted')), 0) as statements_say,
  -coalesce((select a.balance from account_balances a where a.organisation_id = s.hub_id and a.code = '2500'), 0) as books_say
from koperasi_statements s where s.taken_back_at is null group by s.hub_id
having sum(s.levy_rupiah) - coalesce((select sum(r.amount_rupiah) from levy_remittances r
    where r.hub_id = s.hub_id and r.state in ('confirmed', 'doubted')), 0)
  <> -coalesce((select a.balance from account_balances a where a.organisation_id = s.hub_id and a.code = '2500'), 0)
union all
select l.statement_id, count(*), 1
from levy_remittance_lines l join levy_remittances r on r.id = l.remittance_id
where r.state not in ('refused', 'reversed') group by l.statement_id having count(*) > 1
union all
select r.id, r.amount_rupiah, sum(l.amount_rupiah)
from levy_remittances r join levy_remittance_lines l on l.remittance_id = r.id
group by r.id having r.amount_rupiah <> sum(l.amount_rupiah)
union all
-- A statement says that its levy is on its way exactly while a remittance that was neither refused nor taken out of the books gathers it.
select s.id, s.is_levy_gathered::int, count(r.id)
from koperasi_statements s left join levy_remittance_lines l on l.statement_id = s.id
  left join levy_remittances r on r.id = l.remittance_id and r.state not in ('refused', 'reversed')
group by s.id having s.is_levy_gathered <> (count(r.id) > 0);
