-- Every word of a provider agrees with the books, and a payment by one is booked on a word that says it came.
select coalesce(w.payment_id, p.id) as payment_id, w.id as word_id, w.outcome
from checkout_words w left join payments p on p.id = w.payment_id
where w.outcome in ('contradicts', 'mismatch')
union all
select p.id, null, 'booked without a word' from payments p
where p.rail in ('card', 'virtualAccount', 'qris') and p.state = 'verified'
  and not exists (select 1 from checkout_words w where w.payment_id = p.id and w.outcome = 'booked')
union all
-- A word that came before its payment is heard again when that is booked.
select p.id, w.id, 'waits though its payment is known' from checkout_words w join card_early_words e on e.id = w.id
join payments p on p.rail = 'card' and p.bank_reference = e.payment_ref and p.state in ('verified', 'reversed')
where w.outcome = 'early' and w.provider = 'Stripe';
