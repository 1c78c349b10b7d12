-- Numbers of a series run from 1 without a gap, and the series knows the last one.
select d.organisation_id, d.kind, d.year, count(*) as issued, max(d.serial) as highest, s.last_serial
from documents d left join document_series s on s.organisation_id = d.organisation_id and s.kind = d.kind and s.year = d.year
group by d.organisation_id, d.kind, d.year, s.last_serial
having count(*) <> max(d.serial) or max(d.serial) is distinct from s.last_serial;
