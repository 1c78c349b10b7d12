-- What a line says is promised equals the commitments that stand for it; what was refused and promised anew counts once.
select o.id as order_line_id, o.promised_base, coalesce(c.base, 0) as commitments_say, coalesce(r.base, 0) as promised_anew
from order_lines o
left join (select order_line_id, sum(coalesce(accepted_base, offered_base)) as base from commitments
  where state in ('offered', 'accepted', 'fulfilled') group by order_line_id) c on c.order_line_id = o.id
left join (select f.order_line_id, sum(p.promised_base) as base from replacements p
  join shipment_lines l on l.id = p.shipment_line_id join commitments f on f.id = l.commitment_id
  where p.commitment_id is not null group by f.order_line_id) r on r.order_line_id = o.id
where o.promised_base <> coalesce(c.base, 0) - coalesce(r.base, 0);
