-- What being late was claimed for is what both parties agreed on for the day of delivery, reckoned from the days on which money came: of each
-- rupiah so much a day after its day, rounded half up once, and never above the cap. What came first settled what fell due first: the invoice
-- by its day, and what stood after an objection by its own. It is claimed between the same two, of an invoice that was paid.
with late as (
  select f.id, f.total_rupiah, i.id as of_id, f.seller_id = i.seller_id and f.buyer_id = i.buyer_id as same_two,
    coalesce(i.terms_id, (select t.id from payment_terms t join orders o on o.id = i.order_id
      where t.seller_id = i.seller_id and t.buyer_id = i.buyer_id and t.state = 'agreed' and t.valid_from <= o.delivery_day
      order by t.valid_from desc, t.answered_at desc limit 1)) as terms_id,
    i.due_on, i.state, i.total_rupiah - i.advance_rupiah - i.credited_rupiah - i.held_rupiah as claim
  from invoices f join invoices i on i.id = f.late_of where f.state in ('issued', 'settled')
), parts as (
  select l.id, part.due_on, part.amount, sum(part.amount) over (partition by l.id order by part.due_on, part.rank) as upto
  from late l cross join lateral (
    select l.due_on, l.claim - coalesce((select sum(o.stands_rupiah) from line_objections o where o.invoice_id = l.of_id), 0) as amount, '' as rank
    union all select o.due_on, o.stands_rupiah, o.id from line_objections o where o.invoice_id = l.of_id and o.stands_rupiah > 0
  ) part
), came as (
  select l.id, p.transferred_on, a.amount_rupiah - p.unpaid_rupiah as amount,
    sum(a.amount_rupiah - p.unpaid_rupiah) over (partition by l.id order by p.transferred_on, p.id) as sofar
  from late l join payment_allocations a on a.invoice_id = l.of_id join payments p on p.id = a.payment_id and p.state = 'verified'
), weighed as (
  select d.id, sum(greatest(0, least(c.sofar, d.upto) - greatest(c.sofar - c.amount, d.upto - d.amount))
    * greatest(c.transferred_on - d.due_on, 0)) as rupiah_days
  from parts d join came c on c.id = d.id group by d.id
), says as (
  select l.*, t.id as agreed, t.late_fee_basis_points, least(round(coalesce(w.rupiah_days, 0) * t.late_fee_basis_points / 10000),
    round(l.claim * t.late_fee_cap_basis_points / 10000)) as fee
  from late l left join payment_terms t on t.id = l.terms_id left join weighed w on w.id = l.id
)
select id as invoice_id, of_id, total_rupiah as claims, fee as says
from says where not same_two or late_fee_basis_points is null or state = 'settled' and total_rupiah <> fee;
