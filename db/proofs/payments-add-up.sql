-- A payment pays invoices with what moved and what was withheld of it, less what is kept as a deposit; and what is kept of a payer's
-- deposits is what came, less what they paid and what was paid back since.
select p.id as payment_id, p.amount_rupiah, p.withheld_rupiah + p.vat_kept_rupiah as kept, p.deposit_rupiah, coalesce(sum(a.amount_rupiah), 0) as pays
from payments p left join payment_allocations a on a.payment_id = p.id
group by p.id having p.amount_rupiah + p.withheld_rupiah + p.vat_kept_rupiah - p.deposit_rupiah <> coalesce(sum(a.amount_rupiah), 0)
union all
select coalesce(b.subject_id, s.payer_id), -coalesce(b.balance, 0), 0, 0, coalesce(s.held, 0)
from (select organisation_id, subject_id, balance from account_balances where code = '2310') b
full join (
  select payee_id, payer_id, sum(held) as held from (
    select payee_id, payer_id, case when rail = 'deposit' then -amount_rupiah else deposit_rupiah end as held
    from payments where state = 'verified' and (rail = 'deposit' or deposit_rupiah > 0)
    union all select payer_id, payee_organisation_id, -amount_rupiah from payouts where is_deposit and state = 'confirmed'
  ) moved group by payee_id, payer_id
) s on s.payee_id = b.organisation_id and s.payer_id = b.subject_id
where coalesce(-b.balance, 0) <> coalesce(s.held, 0)
union all
-- What a treasurer kept as VAT is what its books say it owes the state.
select coalesce(b.organisation_id, p.payer_id), -coalesce(b.balance, 0), 0, 0, coalesce(p.kept, 0)
from (select organisation_id, sum(balance) as balance from account_balances where code = '2420' group by organisation_id) b
full join (select payer_id, sum(vat_kept_rupiah) as kept from payments where state = 'verified' and vat_kept_rupiah > 0 group by payer_id) p
  on p.payer_id = b.organisation_id
where -coalesce(b.balance, 0) <> coalesce(p.kept, 0)
union all
-- It is kept of invoices: of a payment as much as the payment says, and of an invoice never more than its VAT.
select p.id, p.amount_rupiah, p.vat_kept_rupiah, 0, coalesce(sum(a.vat_kept_rupiah), 0)
from payments p left join payment_allocations a on a.payment_id = p.id where p.vat_kept_rupiah > 0 or a.vat_kept_rupiah > 0
group by p.id having p.vat_kept_rupiah <> coalesce(sum(a.vat_kept_rupiah), 0)
union all
select i.id, i.total_rupiah, i.tax_rupiah, 0, sum(a.vat_kept_rupiah)
from invoices i join payment_allocations a on a.invoice_id = i.id and a.vat_kept_rupiah > 0
join payments p on p.id = a.payment_id and p.state in ('reported', 'verified')
group by i.id having sum(a.vat_kept_rupiah) > i.tax_rupiah;
