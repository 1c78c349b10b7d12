-- What being late was claimed for is what both parties agreed on for the day of delivery, reckoned from the days on which money came: of each
-- rupiah so much a day after its day, rounded half up once, and never above the cap. It is claimed between the same two, of an invoice that was paid.
with late as (
  select f.id, f.total_rupiah, i.id as of_id, f.seller_id = i.seller_id and f.buyer_id = i.buyer_id as same_two,
    coalesce(i.terms_id, (select t.id from payment_terms t join orders o on o.id = i.order_id
      where t.seller_id = i.seller_id and t.buyer_id = i.buyer_id and t.state = 'agreed' and t.valid_from <= o.delivery_day
      order by t.valid_from desc, t.answered_at desc limit 1)) as terms_id,
    i.due_on, i.state, i.total_rupiah - i.advance_rupiah - i.credited_rupiah as claim
  from invoices f join invoices i on i.id = f.late_of where f.state in ('issued', 'settled')
)
select l.id as invoice_id, l.of_id, l.total_rupiah as claims, least(
    round(coalesce(sum((a.amount_rupiah - p.unpaid_rupiah) * greatest(p.transferred_on - l.due_on, 0)), 0) * t.late_fee_basis_points / 10000),
    round(l.claim * t.late_fee_cap_basis_points / 10000)) as says
from late l left join payment_terms t on t.id = l.terms_id
left join payment_allocations a on a.invoice_id = l.of_id
left join payments p on p.id = a.payment_id and p.state = 'verified'
group by l.id, l.of_id, l.total_rupiah, l.same_two, l.state, l.claim, t.id
having not l.same_two or t.late_fee_basis_points is null or l.state = 'settled' and l.total_rupiah <> least(
    round(coalesce(sum((a.amount_rupiah - p.unpaid_rupiah) * greatest(p.transferred_on - l.due_on, 0)), 0) * t.late_fee_basis_points / 10000),
    round(l.claim * t.late_fee_cap_basis_points / 10000));
