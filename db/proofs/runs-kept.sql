-- Every run keeps what it read and what it answered, under the hash that it names, and a reason for each line and lot.
with told as (
  select run_id, coalesce(sum(cardinality(subject_ids)) filter (where kind = 'lines'), 0) as lines,
    coalesce(sum(cardinality(subject_ids)) filter (where kind = 'lots'), 0) as lots
  from match_reason_pages
  group by run_id
), kept as (
  select run_id, count(*) as files, max(sha256) filter (where kind = 'rows') as rows_hash
  from match_files
  group by run_id
)
select r.id as run_id, k.files, t.lines as line_reasons, r.line_count, t.lots as lot_reasons, r.offer_count
from match_runs r
left join kept k on k.run_id = r.id
left join told t on t.run_id = r.id
where r.commodity_code is not null
  and (k.files is distinct from 2 or k.rows_hash is distinct from r.instance_hash
    or coalesce(t.lines, 0) <> r.line_count or coalesce(t.lots, 0) <> r.offer_count);
