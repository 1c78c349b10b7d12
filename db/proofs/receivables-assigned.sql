-- An assignment that is in effect stands on a verified receivable of the same invoice, with what was open of it then; what credit notes
-- took off since came back to the seller. A claim is assigned once.
select a.id, a.amount_rupiah as says, i.total_rupiah - i.advance_rupiah as invoice_says, a.returned_rupiah, i.credited_rupiah
from receivable_assignments a
join verified_receivables v on v.id = a.receivable_id
join invoices i on i.id = a.invoice_id
where a.state = 'effective' and (v.invoice_id <> a.invoice_id or v.withdrawn_at is not null or v.seller_id <> i.seller_id
  or v.buyer_id <> i.buyer_id or a.seller_id <> i.seller_id or a.buyer_id <> i.buyer_id
  or a.amount_rupiah <> i.total_rupiah - i.advance_rupiah or a.returned_rupiah <> i.credited_rupiah)
union all
select min(a.id), count(*), 1, 0, 0 from receivable_assignments a
where a.state in ('proposed', 'offered', 'notified', 'effective') group by a.invoice_id having count(*) > 1
union all
-- What the seller's books keep as assigned, and the holder's as owed for it, is what is in effect less what came back and less what the
-- two have settled, money and fee; so of a claim that was settled nothing is left in either.
select coalesce(b.subject_id, s.buyer_id), coalesce(b.balance, 0), coalesce(s.left_rupiah, 0), 0, 0
from (select organisation_id, subject_id, balance from account_balances where code = '1210') b
full join (select seller_id, buyer_id, sum(amount_rupiah - returned_rupiah - settled_rupiah) as left_rupiah from receivable_assignments a
  cross join lateral (select coalesce(sum(case direction when 'given' then money_rupiah + fee_rupiah else -money_rupiah - fee_rupiah end), 0) as settled_rupiah
    from assignment_proceeds p where p.assignment_id = a.id and p.state = 'acknowledged') p
  where state = 'effective' group by seller_id, buyer_id) s on s.seller_id = b.organisation_id and s.buyer_id = b.subject_id
where coalesce(b.balance, 0) <> coalesce(s.left_rupiah, 0)
union all
select coalesce(b.subject_id, s.seller_id), coalesce(-b.balance, 0), coalesce(s.left_rupiah, 0), 0, 0
from (select organisation_id, subject_id, balance from account_balances where code = '2130') b
full join (select holder_id, seller_id, sum(amount_rupiah - returned_rupiah - settled_rupiah) as left_rupiah from receivable_assignments a
  cross join lateral (select coalesce(sum(case direction when 'given' then money_rupiah + fee_rupiah else -money_rupiah - fee_rupiah end), 0) as settled_rupiah
    from assignment_proceeds p where p.assignment_id = a.id and p.state = 'acknowledged') p
  where state = 'effective' and holder_id is not null group by holder_id, seller_id) s on s.holder_id = b.organisation_id and s.seller_id = b.subject_id
where coalesce(-b.balance, 0) <> coalesce(s.left_rupiah, 0);
