-- Only what had not left is let go: such a shipment was called off, and nobody still promises what stood on it.
select l.shipment_id, s.state, c.id as commitment_id, c.state as commitment_state
from late_deliveries l
join shipments s on s.id = l.shipment_id
left join shipment_lines x on x.shipment_id = s.id
left join commitments c on c.id = x.commitment_id and c.state in ('offered', 'accepted', 'fulfilled')
where l.let_go_at is not null and (s.state <> 'cancelled' or c.id is not null);
