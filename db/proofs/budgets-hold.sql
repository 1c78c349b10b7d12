-- What the ledger holds for a budget's orders equals what its standing orders say they hold, and an envelope is whole:
-- free + held + spent = what was set aside.
with held as (
  select budget_id, sum(reserved_rupiah) as rupiah from orders where budget_id is not null and state in ('submitted', 'approved') group by budget_id
), books as (
  select subject_id as budget_id,
    coalesce(-sum(balance) filter (where code = '9100'), 0) as free,
    coalesce(-sum(balance) filter (where code = '9200'), 0) as held,
    coalesce(-sum(balance) filter (where code = '9300'), 0) as spent
  from account_balances where code in ('9100', '9200', '9300') group by subject_id
)
select b.id as budget_id, b.amount_rupiah, k.free, k.held, k.spent, coalesce(h.rupiah, 0) as orders_hold
from budgets b left join books k on k.budget_id = b.id left join held h on h.budget_id = b.id
where coalesce(k.free + k.held + k.spent, 0) <> b.amount_rupiah or coalesce(k.held, 0) <> coalesce(h.rupiah, 0);
