-- What a kitchen's store holds of each parcel is the sum of its entries, and no meal gave back more than it took.
select p.id as parcel, 'balance ' || p.balance_base || ', entries ' || coalesce(sum(e.quantity_base), 0) as why
from stock_parcels p left join stock_entries e on e.parcel_id = p.id
group by p.id
having p.balance_base <> coalesce(sum(e.quantity_base), 0)
union all
select parcel_id, 'gave back too much of ' || cooked_on
from stock_entries where cooked_on is not null
group by parcel_id, cooked_on having sum(quantity_base) > 0;
