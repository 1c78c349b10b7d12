-- What two organisations netted pays both by the same sum: two payments, opposite, of the invoices that were agreed on and never of more
-- than was open; and between the two halves nothing is left in either book.
select n.id as netting_id, n.state, n.amount_rupiah, count(p.id) as payments, coalesce(sum(p.amount_rupiah), 0) as paid
from nettings n left join payments p on p.netting_id = n.id
group by n.id
having count(p.id) <> (case when n.state in ('agreed', 'reversed') then 2 else 0 end)
  or bool_or(p.amount_rupiah <> n.amount_rupiah
    or p.state <> (case n.state when 'agreed' then 'verified' else 'reversed' end)
    or (p.payer_id, p.payee_id) not in ((n.proposer_id, n.partner_id), (n.partner_id, n.proposer_id)))
  or (count(p.id) = 2 and count(distinct p.payee_id) <> 2)
union all
-- Each side's parts are the sum, between these two.
select n.id, n.state, n.amount_rupiah, count(t.invoice_id), coalesce(sum(t.amount_rupiah), 0)
from nettings n
cross join lateral (values (n.proposer_id, n.partner_id), (n.partner_id, n.proposer_id)) side (seller_id, buyer_id)
left join (netting_parts t join invoices i on i.id = t.invoice_id)
  on t.netting_id = n.id and i.seller_id = side.seller_id and i.buyer_id = side.buyer_id
group by n.id, side.seller_id having coalesce(sum(t.amount_rupiah), 0) <> n.amount_rupiah
union all
-- What was agreed is what was paid.
select n.id, n.state, n.amount_rupiah, 0, coalesce(a.amount_rupiah, 0)
from nettings n
join netting_parts t on t.netting_id = n.id
join invoices i on i.id = t.invoice_id
left join payments p on p.netting_id = n.id and p.payee_id = i.seller_id
left join payment_allocations a on a.payment_id = p.id and a.invoice_id = t.invoice_id
where n.state in ('agreed', 'reversed') and a.amount_rupiah is distinct from t.amount_rupiah
union all
select b.organisation_id, '1170', b.balance, 0, 0 from account_balances b where b.code = '1170' and b.balance <> 0;
