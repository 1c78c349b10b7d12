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
group by i.id, a.id having i.total_rupiah <> sum(coalesce(g.goods_rupiah + g.tax_rupiah, 0)) or i.shipment_id <> a.shipment_id;
