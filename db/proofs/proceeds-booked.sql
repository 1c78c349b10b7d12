-- Of every claim the assignee and the seller settled between nothing and what was assigned; where the claim went back nothing stands of it.
-- What one said and the other acknowledged stands in the books of the seller, and of the assignee that keeps books here, and nothing else does.
select a.id, s.settled as says, a.amount_rupiah as most
from receivable_assignments a
join (select assignment_id, sum(case direction when 'given' then money_rupiah + fee_rupiah else -money_rupiah - fee_rupiah end) as settled,
  sum(case direction when 'given' then fee_rupiah else -fee_rupiah end) as fee
  from assignment_proceeds where state = 'acknowledged' group by assignment_id) s on s.assignment_id = a.id
where s.settled not between 0 and a.amount_rupiah or s.fee < 0 or (a.state <> 'effective' and s.settled <> 0)
union all
select p.id, p.money_rupiah, coalesce(sum(o.amount) filter (where c.code = '1100' and e.organisation_id = a.seller_id), 0)
from assignment_proceeds p
join receivable_assignments a on a.id = p.assignment_id
left join entries e on e.subject_id = p.id and e.kind = (case p.direction when 'given' then 'receivable.settled' else 'receivable.refunded' end)
left join postings o on o.entry_id = e.id
left join accounts c on c.id = o.account_id
group by p.id, a.id
having (p.state = 'acknowledged') <> (count(distinct e.id) = (case when a.holder_id is null then 1 else 2 end))
  or (p.state <> 'acknowledged' and count(e.id) > 0)
  or (p.state = 'acknowledged' and coalesce(sum(o.amount) filter (where c.code = '1100' and e.organisation_id = a.seller_id), 0)
    <> (case p.direction when 'given' then p.money_rupiah else -p.money_rupiah end))
  or (p.state = 'acknowledged' and coalesce(sum(o.amount) filter (where c.code = '1210' and c.subject_id = a.buyer_id), 0)
    <> (case p.direction when 'given' then -p.money_rupiah - p.fee_rupiah else p.money_rupiah + p.fee_rupiah end));
