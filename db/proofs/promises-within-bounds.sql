-- No seller promises more for a day than it can send, no line more than it asks, no lot more than it holds.
select 'seller_day' as what, d.listing_id as id, d.used_base as promised, d.capacity_base as most from seller_days d where d.used_base > d.capacity_base or d.used_base < 0
union all
select 'order_line', l.id, l.promised_base, l.quantity_base from order_lines l where l.promised_base > l.quantity_base or l.promised_base < 0
union all
select 'lot', l.id, l.reserved_base + l.shipped_base + l.lost_base, l.quantity_base from lots l where l.reserved_base + l.shipped_base + l.lost_base > l.quantity_base or l.reserved_base < 0;
