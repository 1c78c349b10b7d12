-- What the books say a budget holds for orders equals what its orders say they hold.
select b.id as budget_id, -coalesce(a.balance, 0) as books_say, coalesce(o.held, 0) as orders_say
from budgets b
left join account_balances a on a.organisation_id = b.organisation_id and a.code = '9200' and a.subject_id = b.id
left join (select budget_id, sum(reserved_rupiah) as held from orders group by budget_id) o on o.budget_id = b.id
where -coalesce(a.balance, 0) <> coalesce(o.held, 0);
