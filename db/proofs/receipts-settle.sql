-- Every received shipment has its receipt and a settled weight on every line; none that is still under way has either.
select s.id as shipment_id, s.state, count(l.id) as lines, count(l.delivered_base) as settled, count(r.id) as receipts
from shipments s join shipment_lines l on l.shipment_id = s.id left join receipts r on r.shipment_id = s.id
group by s.id
having (s.state = 'received' and (count(l.id) <> count(l.delivered_base) or count(r.id) = 0))
  or (s.state <> 'received' and (count(l.delivered_base) > 0 or count(r.id) > 0));
