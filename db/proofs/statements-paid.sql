-- What a statement or a refund says is paid, or on its way, is what its payouts and refunds to cards say, with what a debit note kept of it; and a
-- koperasi's statements that stand, less what was paid on them, are what the trade center owes it.
select s.id, s.paid_rupiah as says, s.underway_rupiah as underway, coalesce(sum(p.amount_rupiah) filter (where p.state = 'confirmed'), 0) as payouts_say
from koperasi_statements s left join payouts p on p.statement_id = s.id
group by s.id having s.paid_rupiah <> coalesce(sum(p.amount_rupiah) filter (where p.state = 'confirmed'), 0)
    + coalesce((select sum(o.amount_rupiah) from debit_set_offs o where o.statement_id = s.id), 0)
  or s.underway_rupiah <> coalesce(sum(p.amount_rupiah) filter (where p.state in ('requested', 'approved')), 0)
union all
select r.id, r.paid_rupiah, r.underway_rupiah, coalesce(sum(p.amount_rupiah) filter (where p.state = 'confirmed'), 0)
from refunds r left join (
  select refund_id, state, amount_rupiah from payouts
  union all select refund_id, case state when 'booked' then 'confirmed' else state end, amount_rupiah from card_refunds where state in ('approved', 'booked')
) p on p.refund_id = r.id
group by r.id having r.paid_rupiah <> coalesce(sum(p.amount_rupiah) filter (where p.state = 'confirmed'), 0)
  or r.underway_rupiah <> coalesce(sum(p.amount_rupiah) filter (where p.state in ('requested', 'approved')), 0)
union all
select s.koperasi_id, sum(s.net_rupiah - s.corrected_rupiah - s.freight_added_rupiah + s.freight_returned_rupiah - s.paid_rupiah), 0, -coalesce(max(a.balance), 0)
from koperasi_statements s join organisations k on k.id = s.koperasi_id and k.kind = 'koperasi'
  left join account_balances a on a.organisation_id = s.hub_id and a.code = '2100' and a.subject_id = s.koperasi_id
where s.taken_back_at is null
  -- What the trade center buys of a koperasi by order is owed to it as well.
  and not exists (select 1 from invoices i where i.seller_id = s.koperasi_id and i.buyer_id = s.hub_id)
group by s.hub_id, s.koperasi_id having sum(s.net_rupiah - s.corrected_rupiah - s.freight_added_rupiah + s.freight_returned_rupiah - s.paid_rupiah) <> -coalesce(max(a.balance), 0);
