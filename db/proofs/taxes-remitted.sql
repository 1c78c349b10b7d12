-- Tax paid to the state stands in the books exactly as it was confirmed; what was reversed stands there with its mirror.
select r.id, r.state, r.amount_rupiah, coalesce(b.tax, 0) as tax, coalesce(b.cash, 0) as cash
from tax_remittances r
left join lateral (
  select -sum(p.amount) filter (where a.code = '1100') as cash,
    sum(p.amount) filter (where a.code = case r.kind when 'vat' then '2400' when 'withheld' then '2410' else '2420' end) as tax
  from entries e join postings p on p.entry_id = e.id join accounts a on a.id = p.account_id
  where e.organisation_id = r.organisation_id and e.subject_id = r.id
    and e.kind in ('tax.remitted', 'tax.remitted-reversed')
) b on true
where coalesce(b.cash, 0) <> coalesce(b.tax, 0)
  or coalesce(b.tax, 0) <> case when r.state in ('confirmed', 'doubted') then r.amount_rupiah else 0 end
union all
-- Each on its own days, and nothing of that kind without a remittance.
select e.id, e.kind, 0, 0, 0
from entries e left join tax_remittances r on r.id = e.subject_id and r.organisation_id = e.organisation_id
where e.kind in ('tax.remitted', 'tax.remitted-reversed')
  and (r.id is null or e.occurred_on is distinct from case e.kind when 'tax.remitted' then r.paid_on else r.reversed_on end)
union all
-- Until the end of no month stands more as remitted for it and those before than the books ever collected.
select r.organisation_id, r.kind, r.given, c.collected, 0
from (
  select organisation_id, kind, month,
    sum(sum(amount_rupiah)) over (partition by organisation_id, kind order by month) as given
  from tax_remittances where state not in ('rejected', 'reversed') group by organisation_id, kind, month
) r
cross join lateral (
  select coalesce(-sum(p.amount), 0) as collected
  from accounts a join postings p on p.account_id = a.id join entries e on e.id = p.entry_id
  where a.organisation_id = r.organisation_id and p.amount < 0 and e.kind <> 'tax.remitted-reversed'
    and a.code = case r.kind when 'vat' then '2400' when 'withheld' then '2410' else '2420' end
    and p.occurred_on < r.month + interval '1 month'
) c
where r.given > c.collected
union all
-- What stands under one number of the state is one payment, of one day.
select r.organisation_id, r.ntpn, count(distinct r.paid_on), 0, 0
from tax_remittances r where r.state not in ('rejected', 'reversed')
group by r.organisation_id, r.ntpn having count(distinct r.paid_on) > 1;
