-- What the card provider holds for somebody is, in its books, what was paid by card, less what went back, was set aside, was taken and was sent:
-- line by line of the provider's account. Fees are booked to the nearest rupiah of what was taken in all.
select m.payee_id as subject_id, 'fees' as fault, sum(m.fee_rupiah) as booked, round(sum(m.fee_sen) / 100.0) as says
from card_moves m where m.payee_id is not null group by m.payee_id having sum(m.fee_rupiah) <> round(sum(m.fee_sen) / 100.0)
union all
select m.id, 'fee entry', coalesce(sum(l.amount), 0), m.fee_rupiah
from card_moves m left join entries e on e.subject_id = m.id and e.kind = 'card.fee' and e.organisation_id = m.payee_id
left join postings l on l.entry_id = e.id and l.amount > 0 where m.fee_rupiah > 0
group by m.id, m.fee_rupiah having coalesce(sum(l.amount), 0) <> m.fee_rupiah
union all
-- A line that fits no deed here: money that somebody must look at. What goes back to a card is a deed once the provider
-- says that it went; what the provider does by itself is the operator's to see to.
select m.id, 'fits nothing', m.amount_sen / 100, m.fee_sen / 100
from card_moves m
where m.payee_id is null and m.kind not in ('payout', 'payoutFailed', 'other')
  and not exists (select 1 from card_refunds r where m.kind = 'refund' and r.provider_refund = m.source_ref and r.state = 'approved')
union all
-- A payout is what its lines come to, and what of it is nobody's here was not shared out.
select p.id, 'payout', p.amount_sen / 100, sum(m.amount_sen - m.fee_sen) / 100
from card_payouts p join card_moves m on m.payout_id = p.id where p.state = 'booked'
group by p.id having p.amount_sen <> sum(m.amount_sen - m.fee_sen)
union all
select p.id, 'shares', coalesce((select sum(amount_rupiah) from card_shares where payout_id = p.id), 0),
  coalesce(sum(m.amount_sen / 100 - m.fee_rupiah), 0)
    + coalesce((select sum(s.amount_rupiah) from card_moves f join card_shares s on s.payout_id = f.source_ref where f.payout_id = p.id and f.kind = 'payoutFailed'), 0)
from card_payouts p left join card_moves m on m.payout_id = p.id and m.payee_id is not null
where exists (select 1 from card_shares where payout_id = p.id)
group by p.id having coalesce((select sum(amount_rupiah) from card_shares where payout_id = p.id), 0) <> coalesce(sum(m.amount_sen / 100 - m.fee_rupiah), 0)
    + coalesce((select sum(s.amount_rupiah) from card_moves f join card_shares s on s.payout_id = f.source_ref where f.payout_id = p.id and f.kind = 'payoutFailed'), 0)
union all
-- What is on its way to a bank is what was sent and not seen there, in dispute what nobody won yet, and with the provider the rest.
select x.organisation_id, 'account ' || x.code, x.balance, x.says
from (select b.organisation_id, b.code, b.balance, case b.code
  when '1160' then coalesce((select sum(s.amount_rupiah) from card_shares s join card_payouts p on p.id = s.payout_id and p.state = 'booked'
    where s.payee_id = b.organisation_id and not exists (select 1 from bank_matches m where m.share_id = s.id)), 0)
  when '1155' then coalesce((select sum(d.amount_rupiah) from card_disputes d join payments p on p.id = d.payment_id and p.payee_id = b.organisation_id
    where d.state = 'opened'), 0)
  else coalesce((select sum(p.amount_rupiah) from payments p where p.payee_id = b.organisation_id and p.rail in ('card', 'virtualAccount', 'qris') and p.state in ('verified', 'reversed')), 0)
    - coalesce((select sum(r.amount_rupiah) from card_refunds r join payments p on p.id = r.payment_id and p.payee_id = b.organisation_id where r.state = 'booked'), 0)
    - coalesce((select sum(d.amount_rupiah) from card_disputes d join payments p on p.id = d.payment_id and p.payee_id = b.organisation_id where d.state in ('opened', 'lost')), 0)
    - coalesce((select sum(m.fee_rupiah) from card_moves m where m.payee_id = b.organisation_id), 0)
    - coalesce((select sum(s.amount_rupiah) from card_shares s join card_payouts p on p.id = s.payout_id and p.state = 'booked' where s.payee_id = b.organisation_id), 0)
  end as says from account_balances b where b.code in ('1150', '1155', '1160')) x
where x.balance <> x.says;
