-- Of every claim the assignee and the seller settled between nothing and what was assigned; where the claim went back nothing stands of it.
-- What one said and the other acknowledged stands in the books of the seller, and of the assignee that keeps books here, and nothing else does.
select a.id, s.settled as says, a.amount_rupiah as most
from receivable_assignments a
join (select assignment_id, sum(case direction when 'given' then money_rupiah + fee_rupiah else -money_rupiah - fee_rupiah end) as settled,
  sum(case direction when 'given' then fee_rupiah else -fee_rupiah end) as fee
  from assignment_proceeds where state = 'acknowledged' group by assignment_id) s on s.assignment_id = a.id
where s.settled not between 0 and a.amount_rupiah or s.fee < 0 or (a.state <> 'effective' and s.settled <> 0)
union all
-- What was taken out of the books again has its mirror in each of them, so nothing of it is left.
select p.id, p.money_rupiah, coalesce(sum(o.amount) filter (where c.code = '1100' and e.organisation_id = a.seller_id), 0)
from assignment_proceeds p
join receivable_assignments a on a.id = p.assignment_id
left join entries e on e.subject_id = p.id and e.kind = any (case p.direction when 'given' then array['receivable.settled', 'receivable.settled.reversed']
  else array['receivable.refunded', 'receivable.refunded.reversed'] end)
left join postings o on o.entry_id = e.id
left join accounts c on c.id = o.account_id
group by p.id, a.id
having count(distinct e.id) filter (where e.reverses_id is null)
    <> (case when p.state not in ('acknowledged', 'unbooked') then 0 when a.holder_id is null then 1 else 2 end)
  or count(distinct e.id) filter (where e.reverses_id is not null)
    <> (case when p.state <> 'unbooked' then 0 when a.holder_id is null then 1 else 2 end)
  or coalesce(sum(o.amount) filter (where c.code = '1100' and e.organisation_id = a.seller_id), 0)
    <> (case when p.state <> 'acknowledged' then 0 when p.direction = 'given' then p.money_rupiah else -p.money_rupiah end)
  or coalesce(sum(o.amount) filter (where c.code = '1210' and c.subject_id = a.buyer_id), 0)
    <> (case when p.state <> 'acknowledged' then 0 when p.direction = 'given' then -p.money_rupiah - p.fee_rupiah else p.money_rupiah + p.fee_rupiah end);
