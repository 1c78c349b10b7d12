-- Every word of a provider agrees with the books, and a payment by one is booked on a word that says it came.
select coalesce(w.payment_id, p.id) as payment_id, w.id as word_id, w.outcome
from checkout_words w left join payments p on p.id = w.payment_id
where w.outcome in ('contradicts', 'mismatch')
union all
select p.id, null, 'booked without a word' from payments p
where p.rail in ('card', 'virtualAccount', 'qris') and p.state = 'verified'
  and not exists (select 1 from checkout_words w where w.payment_id = p.id and w.outcome = 'booked');
