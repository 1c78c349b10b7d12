-- A closed month holds what it held when it was closed, every period is one that was closed, and a closed year earned nothing more.
select c.organisation_id as whose, c.through::text as until, 'entries' as what, c.entry_count as closed_with, n.count as now_holds
from book_closings c
cross join lateral (
  select count(*) as count from entries e where e.organisation_id = c.organisation_id and e.occurred_on <= c.through
) n
where c.state = 'closed' and c.entry_count <> n.count
union all
select c.organisation_id, c.through::text, 'debits', c.debit_rupiah, n.debit
from book_closings c
cross join lateral (
  select coalesce(sum(d.debit), 0) as debit from account_days d join accounts a on a.id = d.account_id
  where a.organisation_id = c.organisation_id and d.occurred_on <= c.through
) n
where c.state = 'closed' and c.debit_rupiah <> n.debit
union all
select p.organisation_id, p.closed_through::text, 'a period that nobody closed', 0, 0
from book_periods p
where p.closed_through is distinct from (
  select max(c.through) from book_closings c where c.organisation_id = p.organisation_id and c.state = 'closed')
union all
select c.organisation_id, c.through::text, 'result of a closed year', 0, coalesce(sum(d.debit - d.credit), 0)
from book_closings c
join accounts a on a.organisation_id = c.organisation_id and a.kind in ('income', 'expense')
join account_days d on d.account_id = a.id and d.occurred_on <= c.through
where c.state = 'closed' and to_char(c.through, 'MM') = '12'
group by 1, 2 having coalesce(sum(d.debit - d.credit), 0) <> 0;
