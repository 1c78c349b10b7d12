-- A published night has a run for every one of its cells, and its counts are the sums of theirs.
select n.id as night_id, n.cell_count, count(c.commodity_code) as cells, count(c.run_id) as cleared,
  n.line_count, coalesce(sum(r.line_count), 0) as lines_say, n.assignment_count, coalesce(sum(r.assignment_count), 0) as assignments_say,
  n.component_count, coalesce(sum(length(r.component_hashes) / 32), 0) as components_say
from match_nights n
left join match_cells c on c.night_id = n.id
left join match_runs r on r.id = c.run_id
where n.state = 'published'
group by n.id
having n.cell_count <> count(c.commodity_code) or count(c.run_id) <> count(c.commodity_code)
  or n.line_count <> coalesce(sum(r.line_count), 0) or n.offer_count <> coalesce(sum(r.offer_count), 0)
  or n.assignment_count <> coalesce(sum(r.assignment_count), 0)
  or n.component_count <> coalesce(sum(length(r.component_hashes) / 32), 0);
