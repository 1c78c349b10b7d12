-- A payment is of the buyer and to the seller of each invoice it pays, whoever reports it: the buyer's own people or the
-- foundation behind its kitchen.
select p.id as payment_id, i.id as invoice_id, p.payer_id, i.buyer_id, p.payee_id, i.seller_id
from payments p
join payment_allocations a on a.payment_id = p.id
join invoices i on i.id = a.invoice_id
where p.payer_id <> i.buyer_id or p.payee_id <> i.seller_id;
