-- What an invoice says is paid equals the verified payments allocated to it, less what of them went back to a card.
select i.id as invoice_id, i.paid_rupiah, coalesce(sum(a.amount_rupiah - p.unpaid_rupiah) filter (where p.state = 'verified'), 0) as payments_say
from invoices i left join payment_allocations a on a.invoice_id = i.id left join payments p on p.id = a.payment_id
group by i.id having i.paid_rupiah <> coalesce(sum(a.amount_rupiah - p.unpaid_rupiah) filter (where p.state = 'verified'), 0);
