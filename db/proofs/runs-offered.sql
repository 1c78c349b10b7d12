-- What a run says that it offered is what stands in its commitments, of its own commodity and day.
select r.id as run_id, r.assignment_count, count(c.id) as commitments, r.filled_base, coalesce(sum(c.offered_base), 0) as commitments_say
from match_runs r
left join commitments c on c.match_run_id = r.id
left join order_lines l on l.id = c.order_line_id
where r.commodity_code is not null
group by r.id
having r.assignment_count <> count(c.id) or r.filled_base <> coalesce(sum(c.offered_base), 0)
  or bool_or(c.delivery_day <> r.delivery_day or l.commodity_code <> r.commodity_code);
