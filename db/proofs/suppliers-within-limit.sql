-- No line is promised by more sellers than its buyer takes.
select c.order_line_id, o.suppliers_per_line_max, count(distinct c.seller_id) as sellers
from commitments c join orders o on o.id = c.order_id
where o.suppliers_per_line_max is not null and c.state in ('offered', 'accepted', 'fulfilled')
group by c.order_line_id, o.suppliers_per_line_max
having count(distinct c.seller_id) > o.suppliers_per_line_max;
