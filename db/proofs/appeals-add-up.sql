-- Nobody appeals for more than was refused or short, and what of a line was accepted later is what appeals granted of it.
select l.id as id, g.cause as what, g.asked_base as one, case g.cause when 'short' then l.loaded_base - l.delivered_base else l.rejected_base end as other
from appeal_lines g join appeals a on a.id = g.appeal_id join shipment_lines l on l.id = g.shipment_line_id
where l.shipment_id <> a.shipment_id
  or g.asked_base > case g.cause when 'short' then l.loaded_base - l.delivered_base else l.rejected_base end
  or g.is_owed <> (g.cause = 'short' or coalesce(l.disposition, '') not in ('returned', 'replaced_today'))
  or (a.state in ('granted', 'refused')) <> (g.granted_base is not null)
union all
select l.id, 'granted', l.granted_base, coalesce(sum(g.granted_base) filter (where g.is_owed), 0)
from shipment_lines l left join appeal_lines g on g.shipment_line_id = l.id
group by l.id having l.granted_base <> coalesce(sum(g.granted_base) filter (where g.is_owed), 0)
union all
-- An appeal is granted when something of it is.
select a.id, a.state, sum(g.granted_base), 0 from appeals a join appeal_lines g on g.appeal_id = a.id
group by a.id having (a.state = 'granted') <> (coalesce(sum(g.granted_base), 0) > 0)
union all
-- What it granted was spent of the budget of its order, and is what its invoice claims.
select a.id, 'spent', coalesce(s.rupiah, 0), sum(coalesce(g.goods_rupiah + g.tax_rupiah, 0))
from appeals a
join appeal_lines g on g.appeal_id = a.id
join shipments h on h.id = a.shipment_id
join orders o on o.id = h.order_id and o.budget_id is not null
left join (
  select e.subject_id, -sum(p.amount) as rupiah from entries e
  join postings p on p.entry_id = e.id join accounts c on c.id = p.account_id and c.code = '9300'
  where e.kind = 'order.spent' group by e.subject_id
) s on s.subject_id = a.id
group by a.id, s.rupiah having coalesce(s.rupiah, 0) <> sum(coalesce(g.goods_rupiah + g.tax_rupiah, 0))
union all
select i.id, 'invoiced', i.total_rupiah, sum(coalesce(g.goods_rupiah + g.tax_rupiah, 0))
from invoices i join appeals a on a.id = i.appeal_id join appeal_lines g on g.appeal_id = a.id
group by i.id, a.id having i.total_rupiah <> sum(coalesce(g.goods_rupiah + g.tax_rupiah, 0)) or i.shipment_id <> a.shipment_id
union all
-- What it granted of a trader's goods gives back what was written off of them: their share, and all of it when all is granted.
select g.shipment_line_id, 'written off as ' || g.kind, g.cost, coalesce(div(2 * w.cost * least(g.granted, w.base) + w.base, 2 * w.base), 0)
from (
  select g.appeal_id, g.shipment_line_id, case when g.cause = 'refused' and l.disposition = 'destroyed' then 'lost' else 'short' end as kind,
    sum(case when g.is_owed then g.granted_base else 0 end) as granted, sum(g.cost_rupiah) as cost
  from appeal_lines g join shipment_lines l on l.id = g.shipment_line_id where g.granted_base is not null
  group by 1, 2, 3
) g
left join (
  select shipment_line_id, kind, sum(out_base) as base, -sum(value_rupiah) as cost from lot_cost_moves
  where kind in ('lost', 'short') and shipment_line_id is not null group by 1, 2
) w using (shipment_line_id, kind)
where g.cost <> coalesce(div(2 * w.cost * least(g.granted, w.base) + w.base, 2 * w.base), 0)
union all
-- And its seller's books say the same: what was a loss is the cost of a sale.
select coalesce(g.appeal_id, e.subject_id), 'booked to ' || coalesce(e.code, '5150'), coalesce(e.amount, 0), coalesce(g.cost, 0) * case e.code when '5160' then -1 else 1 end
from (select appeal_id, sum(cost_rupiah) as cost from appeal_lines group by appeal_id having sum(cost_rupiah) > 0) g
full join (
  select e.subject_id, c.code, sum(p.amount) as amount from entries e join postings p on p.entry_id = e.id join accounts c on c.id = p.account_id
  where e.kind = 'goods.granted' group by 1, 2
) e on e.subject_id = g.appeal_id
where coalesce(e.amount, 0) <> coalesce(g.cost, 0) * case e.code when '5160' then -1 else 1 end or e.code not in ('5150', '5160');
