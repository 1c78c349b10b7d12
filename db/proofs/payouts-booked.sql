-- A confirmed payout is booked once in its payer's books and stands; one that came back is booked and mirrored; any other is not booked.
-- It moved exactly its sum in cash, out of the payer's books and into those of an organisation that was paid, and nothing once it
-- came back. Nothing in a batch that was decided about waits for a decision still, and what is in a batch is its payer's. What a bank gave
-- back of a batch is kept as it came, at one that was approved.
select p.id as payout_id, p.state, count(e.id) as booked, count(r.id) as mirrored
from payouts p
left join entries e on e.subject_id = p.id and e.kind = 'payout.confirmed' and e.organisation_id = p.payer_id
left join entries r on r.reverses_id = e.id and r.kind = 'payout.returned'
group by p.id, p.state
having count(e.id) <> (case when p.state in ('confirmed', 'returned') then 1 else 0 end)
  or count(r.id) <> (case when p.state = 'returned' then 1 else 0 end)
union all
select p.id, p.state, coalesce(c.paid, 0), coalesce(c.came, 0)
from payouts p
left join lateral (select -sum(l.amount) filter (where e.organisation_id = p.payer_id) as paid, sum(l.amount) filter (where e.organisation_id = p.payee_organisation_id) as came
  from entries e join postings l on l.entry_id = e.id join accounts a on a.id = l.account_id
  where e.subject_id = p.id and e.organisation_id in (p.payer_id, p.payee_organisation_id) and e.kind in ('payout.confirmed', 'payout.returned') and a.code = '1100') c on true
where coalesce(c.paid, 0) <> (case when p.state = 'confirmed' then p.amount_rupiah else 0 end)
  or coalesce(c.came, 0) <> (case when p.state = 'confirmed' and p.payee_organisation_id is not null then p.amount_rupiah else 0 end)
union all
select p.id, p.state, 0, 0
from payouts p join payout_batches b on b.id = p.batch_id
where b.payer_id <> p.payer_id or (b.state <> 'requested' and p.state = 'requested')
union all
select f.file_id, f.kind, 0, 0
from payout_batch_files f join payout_batches b on b.id = f.batch_id join stored_files s on s.id = f.file_id
where b.payer_id <> f.payer_id or s.owner_id <> f.payer_id or s.sha256 <> f.sha256 or b.state <> 'approved';
