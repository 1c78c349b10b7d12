-- Every invoice that claims stands in both books by what it asks, with the tax it says; a draft, or one that was taken back, moves nothing.
-- What pays it is booked by the sum of what it pays, and not at all before it is verified or once it was reversed.
with claims as (
  select i.id, i.seller_id, i.buyer_id, i.id as subject_id from invoices i
  union all select i.id, i.seller_id, i.buyer_id, p.id from invoices i join invoice_parts p on p.invoice_id = i.id
), booked as (
  select c.id, coalesce(sum(l.amount) filter (where e.organisation_id = c.seller_id and a.code = '1200' and a.subject_id = c.buyer_id), 0) as claimed,
    coalesce(-sum(l.amount) filter (where e.organisation_id = c.buyer_id and a.code = '2100' and a.subject_id = c.seller_id), 0) as owed,
    coalesce(-sum(l.amount) filter (where e.organisation_id = c.seller_id and a.code = '2400'), 0) as tax
  from claims c
    join entries e on e.subject_id = c.subject_id and e.organisation_id in (c.seller_id, c.buyer_id) and e.kind in ('invoice.issued', 'invoice.issued.reversed')
    join postings l on l.entry_id = e.id join accounts a on a.id = l.account_id
  group by c.id
), says as (
  select id, case when state in ('issued', 'settled') then total_rupiah - advance_rupiah else 0 end as asks,
    case when state in ('issued', 'settled') then tax_rupiah else 0 end as tax
  from invoices
)
select s.id as subject_id, 'invoice' as what, s.asks as says, coalesce(b.claimed, 0) as seller_books, coalesce(b.owed, 0) as buyer_books
from says s left join booked b on b.id = s.id
where s.asks <> coalesce(b.claimed, 0) or s.asks <> coalesce(b.owed, 0)
union all
select s.id, 'tax', s.tax, coalesce(b.tax, 0), 0
from says s left join booked b on b.id = s.id where s.tax <> coalesce(b.tax, 0)
union all
select p.id, 'payment', coalesce(max(w.pays), 0), 0, coalesce(sum(l.amount), 0)
from payments p
  left join lateral (select sum(x.amount_rupiah) as pays from payment_allocations x where x.payment_id = p.id) w on true
  left join (entries e join postings l on l.entry_id = e.id join accounts a on a.id = l.account_id and a.code = '2100')
    on e.subject_id = p.id and e.organisation_id = p.payer_id and e.kind in ('payment.verified', 'payment.reversed')
-- Of one by card the provider's refunds and disputes are booked, each by itself.
where not (p.state = 'reversed' and p.rail in ('card', 'virtualAccount', 'qris'))
group by p.id having coalesce(sum(l.amount), 0) <> (case when p.state = 'verified' then coalesce(max(w.pays), 0) else 0 end);
