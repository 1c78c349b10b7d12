-- A payment that stands is of the buyer of each invoice it pays, whoever reports it (its own people or the foundation behind its
-- kitchen), and to the seller, or to the organisation that the claim was assigned to. Into an account outside of the house goes what
-- an institution holds, and nothing else.
select p.id as payment_id, i.id as invoice_id, p.payer_id, i.buyer_id, p.payee_id, coalesce(r.holder_id, i.seller_id) as claims
from payments p
join payment_allocations a on a.payment_id = p.id
join invoices i on i.id = a.invoice_id
left join receivable_assignments r on r.invoice_id = i.id and r.state = 'effective'
where p.payer_id <> i.buyer_id
  or (p.state in ('reported', 'verified') and p.unpaid_rupiah < p.amount_rupiah
    and (p.payee_id <> coalesce(r.holder_id, i.seller_id)
      or p.assignment_id is distinct from (case when r.holder_id is null then r.id end)));
