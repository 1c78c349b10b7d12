-- What a line of a contract says was drawn in a month equals what its call-offs draw.
select m.contract_line_id, m.month, m.drawn_base, coalesce(sum(c.drawn_base), 0) as call_offs_say
from contract_months m
left join call_offs c on c.contract_line_id = m.contract_line_id and to_char(c.delivery_day, 'YYYY-MM') = m.month
group by m.contract_line_id, m.month, m.drawn_base having m.drawn_base <> coalesce(sum(c.drawn_base), 0);
