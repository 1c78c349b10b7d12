-- Programme money stands in a kitchen's books exactly as it was confirmed; what was reversed stands there with its mirror.
select f.id, f.state, f.amount_rupiah, coalesce(b.cash, 0) as cash, coalesce(b.funds, 0) as funds
from fundings f
left join lateral (
  select sum(p.amount) filter (where a.code = '1100') as cash,
    -sum(p.amount) filter (where a.code = '3100' and a.subject_id = f.budget_id) as funds
  from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
  where e.organisation_id = f.kitchen_id and e.subject_id = f.id
    and e.kind in ('funding.received', 'funding.reversed')
) b on true
where coalesce(b.cash, 0) <> coalesce(b.funds, 0)
  or coalesce(b.cash, 0) <> case when f.state in ('confirmed', 'doubted') then f.amount_rupiah else 0 end
union all
-- Nothing else moves what the programme gave.
select e.id, e.kind, p.amount, 0, 0
from accounts a join postings p on p.account_id = a.id join entries e on e.id = p.entry_id
left join fundings f on f.id = e.subject_id and f.kitchen_id = e.organisation_id
where a.code = '3100' and (f.id is null or e.kind not in ('funding.received', 'funding.reversed'))
union all
-- A funding is for a budget of its own kitchen.
select f.id, f.state, f.amount_rupiah, 0, 0
from fundings f join budgets b on b.id = f.budget_id where b.organisation_id <> f.kitchen_id;
