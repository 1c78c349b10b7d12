-- No more is paid and reported as paid on an invoice than it claims.
select i.id as invoice_id, i.total_rupiah, i.paid_rupiah, sum(a.amount_rupiah) as reported
from invoices i
join payment_allocations a on a.invoice_id = i.id
join payments p on p.id = a.payment_id and p.state = 'reported'
group by i.id having i.paid_rupiah + sum(a.amount_rupiah) > i.total_rupiah;
