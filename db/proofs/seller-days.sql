-- What a listing has promised for a day equals its standing commitments for that day.
select d.listing_id, d.day, d.used_base, coalesce(sum(coalesce(c.accepted_base, c.offered_base)), 0) as commitments_say
from seller_days d
left join commitments c on c.listing_id = d.listing_id and c.delivery_day = d.day and c.state in ('offered', 'accepted', 'fulfilled')
group by d.listing_id, d.day, d.used_base having d.used_base <> coalesce(sum(coalesce(c.accepted_base, c.offered_base)), 0);
