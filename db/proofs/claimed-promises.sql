-- A promise counts as claimed as long as an invoice of its delivery claims it, or where what was accepted of it comes to no rupiah, and never otherwise: what a
-- buyer uses of its credit is told once.
select c.id as commitment_id, c.claimed_at, i.invoice_id
from commitments c
join shipment_lines l on l.commitment_id = c.id
join invoiced_shipments i on i.shipment_id = l.shipment_id and i.state in ('issued', 'settled')
where c.claimed_at is null
union all
select c.id, c.claimed_at, null
from commitments c
join shipment_lines l on l.commitment_id = c.id
where c.claimed_at is not null and coalesce(l.accepted_base, 0)::numeric * l.price_rupiah * 2 >= l.base_per_unit
  and not exists (select 1 from invoiced_shipments i where i.shipment_id = l.shipment_id and i.state in ('issued', 'settled'));
