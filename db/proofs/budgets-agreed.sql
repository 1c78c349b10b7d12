-- What the acceptance of a promise gave back to the budget is no more than the ceiling with tax was above the agreed price
-- and, while the order stands and nothing of it has arrived, no less than it was without (rounding aside).
with freed as (
  select e.subject_id as commitment_id, sum(-p.amount) as rupiah
  from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
  where e.kind = 'order.agreed' and a.code = '9100' group by e.subject_id
), agreed as (
  select c.id, c.order_id, f.rupiah as freed,
    l.ceiling_rupiah::numeric * c.accepted_base / l.base_per_unit as at_ceiling,
    c.price_rupiah::numeric * c.accepted_base / c.base_per_unit as at_price
  from freed f join commitments c on c.id = f.commitment_id join order_lines l on l.id = c.order_line_id
)
select id as commitment_id, freed, at_ceiling, at_price
from agreed
where freed > greatest(at_ceiling * (1 + (
    select max(value::numeric) / 10000 from parameters where key = 'tax.vat_basis_points')) - at_price, 0) + 2
  or freed < at_ceiling - at_price - 2
    and exists (select 1 from orders o where o.id = agreed.order_id and o.state in ('submitted', 'approved'))
    and not exists (select 1 from shipments s where s.order_id = agreed.order_id and s.state = 'received');
