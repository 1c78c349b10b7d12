-- What an invoice says is reported as paid equals the reports that wait to be verified, and what may go back to a card: refunds that were
-- agreed to, and disputes that nobody won yet.
select i.id as invoice_id, i.reported_rupiah, coalesce(sum(a.amount_rupiah) filter (where p.state = 'reported'), 0) + coalesce(sum(back.amount), 0) as reports_say
from invoices i left join payment_allocations a on a.invoice_id = i.id left join payments p on p.id = a.payment_id
left join lateral (
  select (select coalesce(sum(r.amount_rupiah), 0) from card_refunds r where r.payment_id = p.id and r.state = 'approved' and r.refund_id is null)
    + (select coalesce(sum(d.amount_rupiah), 0) from card_disputes d where d.payment_id = p.id and d.state = 'opened') as amount
) back on p.rail = 'card'
group by i.id having i.reported_rupiah <> coalesce(sum(a.amount_rupiah) filter (where p.state = 'reported'), 0) + coalesce(sum(back.amount), 0);
