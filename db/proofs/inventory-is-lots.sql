-- The inventory of a trader is the value of what is left of its bought lots, to the rupiah; so is each lot the sum of its moves.
select coalesce(a.organisation_id, c.organisation_id) as whose, 'inventory' as what, coalesce(a.balance, 0) as books_say, coalesce(c.value, 0) as lots_say
from (select organisation_id, sum(balance) as balance from account_balances where code = '1400' group by organisation_id) a
full join (select organisation_id, sum(value_rupiah) as value from lot_costs group by organisation_id) c using (organisation_id)
where coalesce(a.balance, 0) <> coalesce(c.value, 0)
union all
select c.lot_id, 'value', c.value_rupiah, coalesce(sum(m.value_rupiah), 0)
from lot_costs c left join lot_cost_moves m on m.lot_id = c.lot_id
group by c.lot_id having (c.value_rupiah, c.cost_rupiah, c.out_base)
  is distinct from (coalesce(sum(m.value_rupiah), 0)::bigint, coalesce(sum(m.cost_rupiah), 0)::bigint, coalesce(sum(m.out_base), 0)::bigint)
union all
-- Owed for goods without an invoice: just what was accepted into stock with shipments that no issued invoice claims. Of a call-off it
-- is owed to the trade center, which invoices all its shares at once.
select coalesce(a.organisation_id, g.organisation_id) || ' ' || coalesce(a.subject_id, g.creditor_id), 'goods received', -coalesce(a.balance, 0), coalesce(g.cost, 0)
from (select organisation_id, subject_id, balance from account_balances where code = '2150') a
full join (
  select c.organisation_id, coalesce(o.hub_id, s.seller_id) as creditor_id, sum(m.cost_rupiah) as cost
  from lot_costs c
  join lot_cost_moves m on m.lot_id = c.lot_id and m.kind = 'bought'
  join shipment_lines l on l.id = c.shipment_line_id
  join shipments s on s.id = l.shipment_id
  left join call_offs o on o.id = s.call_off_id
  where not exists (select 1 from invoices i where i.shipment_id = s.id and i.state in ('issued', 'settled'))
    and not exists (select 1 from invoiced_shipments i where i.shipment_id = s.id and i.state in ('issued', 'settled'))
    and not exists (select 1 from invoices i where i.call_off_id = s.call_off_id and i.kind = 'delivery' and i.state in ('issued', 'settled'))
  group by c.organisation_id, coalesce(o.hub_id, s.seller_id)
) g on g.organisation_id = a.organisation_id and g.creditor_id = a.subject_id
where -coalesce(a.balance, 0) <> coalesce(g.cost, 0)
union all
-- What left the stock is a cost of its own account: of goods that were sold, or of goods that are gone. A price that was lowered
-- afterwards lowers what left as well, by as much as its entry says; the two together are what did not lower the stock.
select coalesce(a.organisation_id, m.organisation_id), 'left as ' || coalesce(a.code, m.code), coalesce(a.balance, 0), coalesce(m.cost, 0)
from (select organisation_id, code, balance from account_balances where code in ('5150', '5160')) a
full join (
  select organisation_id, code, sum(cost) as cost from (
    select c.organisation_id, case when m.kind in ('sold', 'unsold') then '5150' else '5160' end as code, -m.value_rupiah as cost
    from lot_cost_moves m join lot_costs c on c.lot_id = m.lot_id where m.kind in ('sold', 'unsold', 'lost', 'short')
    union all
    select t.organisation_id, t.code, p.amount from postings p join accounts t on t.id = p.account_id and t.code in ('5150', '5160')
    where p.entry_id in (select entry_id from lot_cost_moves where kind = 'recosted')
    union all
    -- What a granted appeal made a sale of was written off before.
    select s.seller_id, k.code, k.sign * g.cost_rupiah from appeal_lines g join appeals s on s.id = g.appeal_id
    cross join (values ('5150', 1), ('5160', -1)) k (code, sign) where g.cost_rupiah > 0
  ) parts group by organisation_id, code
) m on m.organisation_id = a.organisation_id and m.code = a.code
where coalesce(a.balance, 0) <> coalesce(m.cost, 0)
union all
select r.entry_id, 'lowered', coalesce(p.amount, 0), r.cost
from (select entry_id, sum(cost_rupiah - value_rupiah) as cost from lot_cost_moves where kind = 'recosted' group by entry_id) r
left join (
  select p.entry_id, sum(p.amount) as amount from postings p join accounts t on t.id = p.account_id and t.code in ('5150', '5160') group by p.entry_id
) p on p.entry_id = r.entry_id
where coalesce(p.amount, 0) <> r.cost;
