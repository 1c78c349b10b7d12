-- What is kept of each account, by day and in all, is the sum of its postings.
with said as (
  select p.account_id, e.occurred_on, (e.recorded_at at time zone 'UTC')::date as recorded_on,
    sum(greatest(p.amount, 0)) as debit, sum(greatest(-p.amount, 0)) as credit
  from postings p join entries e on e.id = p.entry_id group by 1, 2, 3
), kept as (
  select account_id, occurred_on, recorded_on, sum(debit) as debit, sum(credit) as credit from account_days group by 1, 2, 3
)
select coalesce(k.account_id, s.account_id) as account_id, coalesce(k.occurred_on, s.occurred_on)::text as day,
  k.debit - k.credit as kept, s.debit - s.credit as postings_say
from kept k full join said s using (account_id, occurred_on, recorded_on)
where k.debit is distinct from s.debit or k.credit is distinct from s.credit
union all
select a.id, 'bounded', a.guarded_balance, b.balance
from accounts a join account_balances b on b.account_id = a.id
where a.guarded_balance <> b.balance
union all
select p.account_id, 'a posting beside its day', p.amount, 0
from postings p join entries e on e.id = p.entry_id where e.occurred_on <> p.occurred_on;
