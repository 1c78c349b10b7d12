-- What the acceptance of a promise gave back to the budget stands in the books. It is no more than the ceiling with tax was
-- above the agreed price and, while the order stands and nothing of it has arrived, no less than it was without (rounding
-- aside).
with given as (
  select e.subject_id as commitment_id, sum(-p.amount) as rupiah
  from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
  where e.kind = 'order.agreed' and a.code = '9100' group by e.subject_id
), agreed as (
  select c.id, c.freed_rupiah, c.order_id, coalesce(g.rupiah, 0) as books_say,
    l.ceiling_rupiah::numeric * c.accepted_base / l.base_per_unit as at_ceiling,
    c.price_rupiah::numeric * c.accepted_base / c.base_per_unit as at_price
  from commitments c join order_lines l on l.id = c.order_line_id left join given g on g.commitment_id = c.id
  where c.freed_rupiah is not null or g.rupiah is not null
)
select id as commitment_id, freed_rupiah, books_say, at_ceiling, at_price
from agreed
where freed_rupiah is distinct from books_say
  or freed_rupiah > greatest(at_ceiling * (1 + (
      select max(value::numeric) / 10000 from parameters where key = 'tax.vat_basis_points')) - at_price, 0) + 2
  or freed_rupiah < at_ceiling - at_price - 2
    and exists (select 1 from orders o where o.id = agreed.order_id and o.state in ('submitted', 'approved'))
    and not exists (select 1 from shipments s where s.order_id = agreed.order_id and s.state = 'received');
