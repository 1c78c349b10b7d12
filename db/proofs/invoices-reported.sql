-- What an invoice says is reported as paid equals the reports that wait to be verified.
select i.id as invoice_id, i.reported_rupiah, coalesce(sum(a.amount_rupiah) filter (where p.state = 'reported'), 0) as reports_say
from invoices i left join payment_allocations a on a.invoice_id = i.id left join payments p on p.id = a.payment_id
group by i.id having i.reported_rupiah <> coalesce(sum(a.amount_rupiah) filter (where p.state = 'reported'), 0);
