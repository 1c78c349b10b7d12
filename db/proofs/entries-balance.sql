-- Every entry balances and has at least two lines, and every line stands in an entry and on an account of the same books.
select e.id as entry_id, e.organisation_id, e.kind, coalesce(sum(p.amount), 0) as off_by, count(p.id) as lines
from entries e left join postings p on p.entry_id = e.id
group by e.id having coalesce(sum(p.amount), 0) <> 0 or count(p.id) < 2
union all
select p.entry_id, a.organisation_id, 'a line without its entry or its account', p.amount, 1
from postings p left join entries e on e.id = p.entry_id left join accounts a on a.id = p.account_id
where (e.organisation_id = a.organisation_id) is not true
union all
select e.id, e.organisation_id, 'an entry in the books of nobody', 0, 0
from entries e where not exists (select 1 from organisations o where o.id = e.organisation_id);
