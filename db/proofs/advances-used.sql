-- What invoices that stand took off an advance, and what was given back of it, is never more than was paid on it; each invoice
-- says what it took off, also after it was taken back.
select a.id as invoice_id, a.paid_rupiah as says,
  coalesce(u.taken, 0) + coalesce(r.back, 0) as uses_say
from invoices a
left join (select u.advance_id, sum(u.amount_rupiah) as taken from advance_uses u join invoices i on i.id = u.invoice_id
  where i.state <> 'credited' group by u.advance_id) u on u.advance_id = a.id
left join (select invoice_id, sum(amount_rupiah) as back from refunds where credit_note_id is null group by invoice_id) r on r.invoice_id = a.id
where (u.taken is not null or r.back is not null)
  and (coalesce(u.taken, 0) + coalesce(r.back, 0) > a.paid_rupiah or a.kind <> 'advance')
union all
select i.id, i.advance_rupiah, coalesce(sum(u.amount_rupiah), 0)
from invoices i left join advance_uses u on u.invoice_id = i.id
group by i.id having i.advance_rupiah <> coalesce(sum(u.amount_rupiah), 0)
union all
-- The books hold of each buyer what it paid in advance and nobody took off or gave back.
select coalesce(b.subject_id, s.buyer_id), -coalesce(b.balance, 0), coalesce(s.held, 0)
from (select organisation_id, subject_id, balance from account_balances where code = '2300') b
full join (
  select i.seller_id, i.buyer_id, sum(case when i.kind = 'advance' then i.total_rupiah else -i.advance_rupiah end)
    - coalesce((select sum(r.amount_rupiah) from refunds r where r.credit_note_id is null and r.hub_id = i.seller_id and r.buyer_id = i.buyer_id), 0) as held
  from invoices i where i.state in ('issued', 'settled') and (i.kind = 'advance' or i.advance_rupiah > 0)
  group by i.seller_id, i.buyer_id) s on s.seller_id = b.organisation_id and s.buyer_id = b.subject_id
where coalesce(-b.balance, 0) <> coalesce(s.held, 0);
