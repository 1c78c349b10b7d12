-- A call-off draws all its packs while it is open, then never more than koperasi took, than left and than arrived; cancelled, nothing.
with goods as (
  select c.id, c.state, c.drawn_base, c.packs * c.base_per_pack as called,
    (select coalesce(sum(a.accepted_packs), 0) * c.base_per_pack from allotments a
      where a.call_off_id = c.id and a.state in ('accepted', 'fulfilled', 'broken')) as taken,
    (select sum(l.loaded_base) from shipments s join shipment_lines l on l.shipment_id = s.id
      where s.call_off_id = c.id and s.state in ('dispatched', 'received')) as loaded,
    (select sum(l.delivered_base) from shipments s join shipment_lines l on l.shipment_id = s.id
      where s.call_off_id = c.id and s.state = 'received') as delivered
  from call_offs c
)
select id, state, drawn_base, called, taken, loaded, delivered from goods
where drawn_base <> case state when 'open' then called when 'cancelled' then 0 else least(called, taken, loaded, delivered) end;
