-- What members brought, less what was wrong and what was given back, is exactly what stands as their savings in the books.
with held as (
  select s.organisation_id, s.member_id, case s.kind when 'principal' then '3010' else '3020' end as code, s.amount_rupiah as amount
  from member_savings s where s.corrected_at is null
  union all
  select l.organisation_id, l.member_id, v.code, -v.amount
  from member_leavings l cross join lateral (values ('3010', l.principal_rupiah), ('3020', l.mandatory_rupiah)) v (code, amount)
  where l.state = 'agreed'
), said as (
  select organisation_id, member_id, code, sum(amount) as amount from held group by 1, 2, 3
), booked as (
  select organisation_id, subject_id as member_id, code, -balance as amount from account_balances where code in ('3010', '3020')
)
select coalesce(s.organisation_id, b.organisation_id) as whose, coalesce(s.member_id, b.member_id) as member,
  coalesce(s.code, b.code) as code, coalesce(s.amount, 0) as said, coalesce(b.amount, 0) as booked
from said s full join booked b on b.organisation_id = s.organisation_id and b.member_id = s.member_id and b.code = s.code
where coalesce(s.amount, 0) <> coalesce(b.amount, 0)
union all
-- Whoever left has nothing in the koperasi any more, and left by an agreed leaving.
select m.organisation_id, m.id, 'left', 0, 0
from cooperative_members m
where (m.left_on is not null) <> exists (select 1 from member_leavings l where l.member_id = m.id and l.state = 'agreed')
union all
-- Members of a koperasi only.
select o.id, m.id, o.kind, 0, 0
from cooperative_members m join organisations o on o.id = m.organisation_id where o.kind <> 'koperasi';
