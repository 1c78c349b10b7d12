-- A bundle that is packed has the pieces of its last attempt and no others: from the first on without a gap, as long in all as it says.
select b.id, b.byte_count, sum(length(p.bytes)) as kept, count(p.position) as pieces, max(p.position) as last
from bundles b left join bundle_parts p on p.bundle_id = b.id
where b.ready_at is not null
group by b.id
having b.byte_count is distinct from sum(length(p.bytes))
  or count(p.position) <> max(p.position) + 1 or bool_or(p.attempt <> b.attempt);
