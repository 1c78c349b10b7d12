-- Nothing is drawn of an agreement beyond its most, at another price or for another day than both agreed on.
select f.id, f.state, f.most_base, sum(c.accepted_base) as drawn_base
from supply_frameworks f join commitments c on c.framework_id = f.id and c.state in ('accepted', 'fulfilled')
group by f.id
having f.state <> 'agreed' or sum(c.accepted_base) > f.most_base
  or bool_or(c.price_rupiah <> f.price_rupiah or c.base_per_unit <> f.base_per_unit
    or c.delivery_day not between f.valid_from and f.valid_to);
