-- What a receipt spent of a budget is what its standing invoice claims: the accepted goods and their tax, to the rupiah.
-- Receipts from before tax was frozen on their lines spent the goods alone.
with spent as (
  select r.id as receipt_id, r.shipment_id, -sum(p.amount) as rupiah
  from receipts r
  join entries e on e.subject_id = r.id and e.kind = 'order.spent'
  join postings p on p.entry_id = e.id
  join accounts a on a.id = p.account_id and a.code = '9300'
  where not exists (select 1 from shipment_lines l where l.shipment_id = r.shipment_id and l.tax_rupiah is null)
  group by r.id, r.shipment_id
)
select s.receipt_id, s.rupiah as spent, i.invoice_id, i.claimed_rupiah as invoiced
from spent s join invoiced_shipments i on i.shipment_id = s.shipment_id and i.state not in ('discarded', 'credited')
where s.rupiah <> i.claimed_rupiah;
