-- A number that Coretax gave is written about an invoice of its seller that was issued, and about a credit note of that very invoice which takes VAT off.
select t.id as id, t.number as says, i.state as about
from tax_numbers t join invoices i on i.id = t.invoice_id left join credit_notes n on n.id = t.credit_note_id
where t.seller_id <> i.seller_id or i.number is null or i.kind <> 'delivery'
  or t.credit_note_id is not null and (n.invoice_id <> t.invoice_id or n.tax_rupiah <= 0)
