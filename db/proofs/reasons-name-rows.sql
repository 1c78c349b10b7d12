-- Every reason is about a line or a lot that is there, and says it once in its run.
select p.run_id, p.kind, told.id, count(*) as times
from match_reason_pages p
cross join unnest(p.subject_ids) as told (id)
left join order_lines l on p.kind = 'lines' and l.id = told.id
left join lots o on p.kind = 'lots' and o.id = told.id
group by p.run_id, p.kind, told.id
having count(*) <> 1 or (max(l.id) is null and max(o.id) is null);
