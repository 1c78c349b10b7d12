-- What a line says is promised equals the commitments that stand for it.
select o.id as order_line_id, o.promised_base, coalesce(sum(coalesce(c.accepted_base, c.offered_base)), 0) as commitments_say
from order_lines o left join commitments c on c.order_line_id = o.id and c.state in ('offered', 'accepted', 'fulfilled')
group by o.id having o.promised_base <> coalesce(sum(coalesce(c.accepted_base, c.offered_base)), 0);
