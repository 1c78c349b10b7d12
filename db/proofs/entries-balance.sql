-- Every entry balances and has at least two lines.
select e.id as entry_id, e.organisation_id, e.kind, coalesce(sum(p.amount), 0) as off_by, count(p.id) as lines
from entries e left join postings p on p.entry_id = e.id
group by e.id having coalesce(sum(p.amount), 0) <> 0 or count(p.id) < 2;
