-- Every matched line of the bank is as much money, to the nearest rupiah, as the entries of what it is matched with: what its payments and
-- payouts moved in cash, the card provider's money, what the bank did by itself and what its own entries moved is what the bank says, one line is no more than itself,
-- and a payment that its payee reported from a line is matched there.
select l.id as line_id, l.state, abs(l.amount_sen) as says_sen, coalesce(sum(m.amount_rupiah) filter (where s.stands), 0) * 100 as matched_sen
from bank_lines l left join bank_matches m on m.line_id = l.id
left join lateral (select p.state in ('reported', 'verified') as stands, p.state = 'reported' as waits from payments p where p.id = m.payment_id
  union all select o.state in ('confirmed', 'returned') and m.undone_at is null, false from payouts o where o.id = m.payout_id
  union all select true, false where m.share_id is not null
  union all select w.state = 'acknowledged' and m.undone_at is null, false from assignment_proceeds w where w.id = m.proceeds_id
  union all select m.undone_at is null, false where m.booked is not null
  union all select m.undone_at is null and not exists (select 1 from entries r where r.reverses_id = m.entry_id and r.kind <> 'payout.returned'), false
    where m.entry_id is not null) s on true
group by l.id
having case l.state when 'open' then coalesce(sum(m.amount_rupiah) filter (where s.stands), 0) >= greatest((abs(l.amount_sen) + 50) / 100, 1)
    when 'aside' then coalesce(bool_or(s.stands), false)
    else coalesce(sum(m.amount_rupiah) filter (where s.stands), 0) <> greatest((abs(l.amount_sen) + 50) / 100, 1) end
  or (l.state = 'proposed') <> (coalesce(bool_or(s.waits), false) and l.state <> 'open')
union all
select p.id, p.state, p.amount_rupiah * 100, coalesce(max(m.matched), 0) * 100
from payments p
left join lateral (select sum(amount_rupiah) as matched from bank_matches where payment_id = p.id) m on true
where p.state in ('reported', 'verified') and (p.bank_line_id is not null or m.matched is not null)
group by p.id having coalesce(max(m.matched), 0) <> p.amount_rupiah
union all
-- In the books of whoever was paid, cash moved by exactly what its payment says, and not at all once that was reversed.
select p.id, p.state, p.amount_rupiah * 100, coalesce(c.cash, 0) * 100
from payments p
join bank_matches m on m.payment_id = p.id
left join lateral (select sum(l.amount) as cash from entries e join postings l on l.entry_id = e.id join accounts a on a.id = l.account_id
  where e.subject_id = p.id and e.organisation_id = p.payee_id and a.code = '1100') c on true
where coalesce(c.cash, 0) <> (case when p.state = 'verified' then p.amount_rupiah else 0 end)
union all
-- So did the card provider's money and what the bank did by itself: cash moved by what is matched, until that was taken back.
select m.id, l.state, m.amount_rupiah * 100, coalesce(c.cash, 0) * 100
from bank_matches m join bank_lines l on l.id = m.line_id
left join lateral (select sum(p.amount) as cash from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
  where e.subject_id = m.id and e.organisation_id = l.organisation_id and a.code = '1100') c on true
where num_nonnulls(m.share_id, m.booked) = 1
  and coalesce(c.cash, 0) <> (case when m.undone_at is not null then 0 when l.amount_sen < 0 then -m.amount_rupiah else m.amount_rupiah end)
union all
-- A line that is an entry of the own books is as much, and the same way, as that moved cash; nobody else's entry is on it.
select m.id, l.state, m.amount_rupiah * 100, coalesce(c.cash, 0) * 100
from bank_matches m join bank_lines l on l.id = m.line_id
left join lateral (select sum(p.amount) as cash from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
  where e.id = m.entry_id and e.organisation_id = l.organisation_id and a.code = '1100') c on true
where m.entry_id is not null and coalesce(c.cash, 0) <> (case when l.amount_sen < 0 then -m.amount_rupiah else m.amount_rupiah end);
