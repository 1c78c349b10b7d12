-- What invoices took off an advance is never more than was paid on it, and is what each of them says.
select a.id as invoice_id, a.paid_rupiah as says, sum(u.amount_rupiah) as uses_say
from invoices a join advance_uses u on u.advance_id = a.id
group by a.id, a.kind having sum(u.amount_rupiah) > a.paid_rupiah or a.kind <> 'advance'
union all
select i.id, i.advance_rupiah, coalesce(sum(u.amount_rupiah), 0)
from invoices i left join advance_uses u on u.invoice_id = i.id
group by i.id having i.advance_rupiah <> coalesce(sum(u.amount_rupiah), 0);
