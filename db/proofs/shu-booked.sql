-- What is owed to members is what left savings and decided SHU gave them, less what they were paid; the funds alike.
with said as (
  select d.organisation_id, s.member_id as subject_id, case s.part when 'reserve' then '3300' when 'officers' then '2710'
    when 'education' then '2720' when 'social' then '2730' when 'development' then '2740' when 'village' then '2750' else '2600' end as code,
    s.amount_rupiah as amount
  from shu_distributions d join shu_shares s on s.distribution_id = d.id where d.state = 'decided'
  union all
  select organisation_id, member_id, '2600', principal_rupiah + mandatory_rupiah from member_leavings where state = 'agreed'
  union all
  select organisation_id, member_id, case fund when 'officers' then '2710' when 'education' then '2720' when 'social' then '2730'
    when 'development' then '2740' when 'village' then '2750' else '2600' end, -amount_rupiah
  from cooperative_payments where state = 'agreed'
), summed as (
  select organisation_id, subject_id, code, sum(amount) as amount from said group by 1, 2, 3
), booked as (
  select organisation_id, subject_id, code, -balance as amount
  from account_balances where code in ('2600', '2710', '2720', '2730', '2740', '2750', '3300')
)
select coalesce(s.organisation_id, b.organisation_id) as whose, coalesce(s.subject_id, b.subject_id) as member,
  coalesce(s.code, b.code) as code, coalesce(s.amount, 0) as said, coalesce(b.amount, 0) as booked
from summed s full join booked b on b.organisation_id = s.organisation_id and b.subject_id is not distinct from s.subject_id and b.code = s.code
where coalesce(s.amount, 0) <> coalesce(b.amount, 0);
