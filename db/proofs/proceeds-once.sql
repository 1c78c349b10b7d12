-- Money that went between seller and assignee of a claim is in the books of each once. It stands on one line of a bank at most, the way that it
-- went and to the rupiah; where it stands on none, no line of the same sum and way within seven days (`PROCEEDS_DAYS`) is booked by hand, unless
-- whoever booked the one, stated or acknowledged the other was asked and said that it is other money.
select w.id as proceeds_id, k.organisation_id, w.money_rupiah as says, count(m.id) as lines
from assignment_proceeds w join receivable_assignments a on a.id = w.assignment_id
join bank_matches m on m.proceeds_id = w.id and m.undone_at is null join bank_lines k on k.id = m.line_id
group by w.id, a.id, k.organisation_id
having count(m.id) > 1 or w.state <> 'acknowledged' or bool_or(m.amount_rupiah <> w.money_rupiah)
  or bool_or((k.amount_sen > 0) <> ((k.organisation_id = a.seller_id) = (w.direction = 'given')))
union all
select w.id, k.organisation_id, w.money_rupiah, count(distinct k.id)
from assignment_proceeds w join receivable_assignments a on a.id = w.assignment_id
join bank_lines k on k.organisation_id in (a.seller_id, a.holder_id) and k.on_day between w.paid_on - 7 and w.paid_on + 7
  and k.amount_sen = case when (k.organisation_id = a.seller_id) = (w.direction = 'given') then w.money_rupiah * 100 else w.money_rupiah * -100 end
join bank_matches m on m.line_id = k.id and not 'otherMoney' = any(m.reasons)
left join payments p on p.id = m.payment_id and p.bank_line_id = k.id
where w.state = 'acknowledged' and (p.state in ('reported', 'verified') or (m.booked is not null and m.undone_at is null))
  -- Whoever was paid is asked when it acknowledges.
  and not (w.is_beside_line and k.organisation_id = case w.direction when 'given' then a.seller_id else a.holder_id end)
  -- Whoever stated it is asked then; of what was stated before anybody was asked, only when it books a line afterwards.
  and not (coalesce(w.is_beside_stated_line, m.matched_at <= w.stated_at)
    and k.organisation_id = case w.direction when 'given' then coalesce(a.holder_id, a.seller_id) else a.seller_id end)
  and not exists (select 1 from bank_matches n join bank_lines j on j.id = n.line_id where n.proceeds_id = w.id and n.undone_at is null and j.organisation_id = k.organisation_id)
group by w.id, k.organisation_id;
