-- The kept balance of an account is the sum of its postings.
select a.id as account_id, a.organisation_id, a.code, a.balance, coalesce(s.total, 0) as postings_say
from accounts a left join (select account_id, sum(amount) as total from postings group by account_id) s on s.account_id = a.id
where a.balance <> coalesce(s.total, 0);
