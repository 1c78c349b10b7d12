-- A call-off draws all its packs while it is open, then never more than koperasi took and than can still come; cancelled,
-- nothing. What somebody gives back once the shares are fixed stays drawn for a substitute until the first truck leaves. On one trip that is the least of what was taken, left and arrived. On several, what one brings too much does not
-- win back what another brought too little: it is at least the least of every share.
with goods as (
  select s.call_off_id, s.id, s.state, s.trip_id, sum(l.promised_base) as promised, sum(l.loaded_base) as loaded,
    sum(l.delivered_base) as delivered
  from shipments s join shipment_lines l on l.shipment_id = s.id
  where s.call_off_id is not null and s.state <> 'cancelled' group by s.id
), drawn as (
  select c.id, c.state, c.left_at, c.drawn_base, c.packs * c.base_per_pack as called,
    (select coalesce(sum(a.accepted_packs), 0) * c.base_per_pack from allotments a
      where a.call_off_id = c.id and a.state in ('accepted', 'fulfilled', 'broken')) as taken,
    (select count(*) from trips t where t.call_off_id = c.id and t.state <> 'cancelled') as trips,
    (select sum(g.loaded) from goods g where g.call_off_id = c.id and g.state in ('dispatched', 'received')) as loaded,
    (select sum(g.delivered) from goods g where g.call_off_id = c.id and g.state = 'received') as delivered,
    (select sum(case g.state when 'received' then g.delivered when 'dispatched' then g.loaded else g.promised end)
      from goods g where g.call_off_id = c.id
        and exists (select 1 from goods o where o.call_off_id = c.id and o.state in ('dispatched', 'received'))) as coming,
    (select sum(case g.state when 'received' then least(g.promised, g.loaded, g.delivered)
        when 'dispatched' then least(g.promised, g.loaded) else g.promised end)
      from goods g where g.call_off_id = c.id) as least_of_each
  from call_offs c
)
select id, state, drawn_base, called, taken, trips, loaded, delivered, coming, least_of_each from drawn
where case
  when state = 'open' then drawn_base <> called
  when state = 'cancelled' then drawn_base <> 0
  when state = 'locked' and left_at is null then drawn_base < coalesce(taken, 0) or drawn_base > called
  when trips <= 1 then drawn_base <> least(called, taken, loaded, delivered)
  else drawn_base > least(called, taken, coming) or drawn_base < least(called, taken, least_of_each) end;
