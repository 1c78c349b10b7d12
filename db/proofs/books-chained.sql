-- Every sealed entry hashes to its link, every day to its root, and nothing written before a sealed day is left out.
select l.entry_id as what, 'an entry is not what was sealed' as wrong
from entry_links l left join entry_links p on p.organisation_id = l.organisation_id and p.position = l.position - 1
where l.hash is distinct from encode(sha256(convert_to(coalesce(p.hash, repeat('0', 64)) || E'\n' || entry_bytes(l.entry_id, l.position), 'UTF8')), 'hex')
  or (p.hash is null) <> (l.position = 1)
union all
select s.organisation_id, 'a seal is not a link of its books'
from book_seals s left join entry_links l on l.organisation_id = s.organisation_id and l.position = s.position and l.hash = s.hash
where l.entry_id is null
union all
select d.day::text, 'a day does not hash to its root'
from seal_days d
where d.root <> encode(sha256(convert_to(concat_ws(E'\n', d.previous, d.day::text,
    (select string_agg(s.hash, E'\n' order by s.hash collate "C") from book_seals s where s.day = d.day)), 'UTF8')), 'hex')
  or d.book_count <> (select count(*) from book_seals s where s.day = d.day)
  or d.previous <> coalesce((select b.root from seal_days b where b.day < d.day order by b.day desc limit 1), repeat('0', 64))
union all
select e.id, 'an entry was left out of the chain'
from entries e
where e.recorded_at < (select max(day)::timestamp at time zone 'Asia/Jakarta' from seal_days)
  and not exists (select 1 from entry_links l where l.entry_id = e.id);
