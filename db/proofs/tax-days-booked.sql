-- What an invoice claims as VAT stands in its seller's books on the day that its tax invoice bears, so month by month the VAT account is the return.
with claims as (
  select i.id, i.seller_id, i.id as subject_id from invoices i where i.tax_rupiah > 0 and i.number is not null
  union all select i.id, i.seller_id, p.id from invoices i join invoice_parts p on p.invoice_id = i.id where i.tax_rupiah > 0 and i.number is not null
)
select c.id as invoice_id, e.occurred_on as booked_on, coalesce(d.facts ->> 'taxedOn', d.facts ->> 'issuedOn') as taxed_on
from claims c
join documents d on d.subject_id = c.id and d.kind = 'INV' and d.organisation_id = c.seller_id
join entries e on e.subject_id = c.subject_id and e.organisation_id = c.seller_id and e.kind = 'invoice.issued'
where e.occurred_on::text <> coalesce(d.facts ->> 'taxedOn', d.facts ->> 'issuedOn');
