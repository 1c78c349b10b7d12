-- The shares of a distribution are the whole of it, each part is what the articles say to the rupiah, and it is what the closed
-- year left over. A part of members without anything to reckon by stands in the reserve.
with part as (
  select d.id, d.amount_rupiah, p.name, p.points,
    coalesce(sum(s.amount_rupiah), 0) as amount, count(s.member_id) as members
  from shu_distributions d join cooperative_articles a on a.id = d.articles_id
  cross join lateral (values ('reserve', a.reserve_basis_points), ('usage', a.usage_basis_points), ('capital', a.capital_basis_points),
    ('officers', a.officers_basis_points), ('education', a.education_basis_points), ('social', a.social_basis_points),
    ('development', a.development_basis_points), ('village', a.village_basis_points)) p (name, points)
  left join shu_shares s on s.distribution_id = d.id and s.part = p.name
  group by d.id, d.amount_rupiah, p.name, p.points
), folded as (
  select id, amount_rupiah, case when name in ('usage', 'capital') and members = 0 then 'reserve' else name end as name,
    sum(points) as points, sum(amount) as amount, count(*) as parts
  from part group by 1, 2, 3
)
select id, name, amount_rupiah as whole, points::bigint as points, amount
from folded where abs(amount * 10000 - amount_rupiah * points) >= 10000 * parts
union all
select d.id, 'whole', d.amount_rupiah, 10000, coalesce(sum(s.amount_rupiah), 0)
from shu_distributions d left join shu_shares s on s.distribution_id = d.id
group by d.id, d.amount_rupiah having coalesce(sum(s.amount_rupiah), 0) <> d.amount_rupiah
union all
select d.id, 'year', d.amount_rupiah, d.year, coalesce(-sum(p.amount), 0)
from shu_distributions d
left join book_closings c on c.organisation_id = d.organisation_id and c.through = make_date(d.year, 12, 31) and c.state = 'closed'
left join entries e on e.organisation_id = d.organisation_id and e.kind = 'year.closed' and e.subject_id = c.id
left join postings p on p.entry_id = e.id and p.account_id in (select id from accounts where organisation_id = d.organisation_id and code = '3200')
group by d.id, d.amount_rupiah, d.year having coalesce(-sum(p.amount), 0) <> d.amount_rupiah;
