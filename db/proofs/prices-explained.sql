-- Every submitted price that has to be explained is, by evidence for those goods up to that price, to which somebody else than its writer said yes before; and what a line remembers of the market is what a survey there said.
select l.id as line, 'evidence' as why
from order_lines l
join orders o on o.id = l.order_id and o.submitted_at is not null and o.state <> 'draft'
left join price_evidences e on e.id = l.price_evidence_id
left join price_verdicts v on v.evidence_id = e.id
where l.ceiling_rupiah > l.unquestioned_rupiah
  and not coalesce(
    e.commodity_code = l.commodity_code and e.grade_code = l.grade_code
    and l.ceiling_rupiah::numeric * e.base_per_unit <= e.asked_rupiah::numeric * l.base_per_unit
    and v.verdict = 'approved' and v.decided_by <> e.written_by and v.decided_at <= o.submitted_at, false)
union all
select l.id, 'reference'
from order_lines l
join orders o on o.id = l.order_id and o.submitted_at is not null and o.state <> 'draft'
join organisations b on b.id = o.buyer_id
join reference_prices r on r.id = l.reference_id
where r.level <> 'market' or r.annuls or r.commodity_code <> l.commodity_code
  or (r.grade_code is not null and r.grade_code <> l.grade_code)
  or (b.region_code <> r.region_code and b.region_code not like r.region_code || '.%')
  or l.reference_rupiah <> div(2 * l.base_per_unit::numeric * r.price_rupiah + r.base_per_unit, 2 * r.base_per_unit::numeric);
