-- Every run keeps what it read and what it answered, under the hash that it names, and a reason for each line and lot.
select r.id as run_id, count(f.kind) as files,
  (select count(*) from match_reasons m where m.run_id = r.id) as line_reasons, r.line_count,
  (select count(*) from match_offer_reasons m where m.run_id = r.id) as offer_reasons, r.offer_count
from match_runs r
left join match_files f on f.run_id = r.id
where r.commodity_code is not null
group by r.id
having count(f.kind) <> 2 or bool_or(f.kind = 'rows' and f.sha256 <> r.instance_hash)
  or (select count(*) from match_reasons m where m.run_id = r.id) <> r.line_count
  or (select count(*) from match_offer_reasons m where m.run_id = r.id) <> r.offer_count;
