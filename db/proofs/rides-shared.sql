-- What a ride cost is borne by those on it, to the rupiah, by nobody beyond what it said yes to, and stands so in the books.
select r.id as ride_id, r.cost_rupiah as cost, sum(p.pay_rupiah) as borne
from rides r join ride_places p on p.ride_id = r.id
where r.state in ('fixed', 'settled') and p.state in ('accepted', 'carried', 'dropped')
group by r.id having sum(coalesce(p.pay_rupiah, 0)) <> r.cost_rupiah
union all
select p.ride_id, p.quoted_rupiah, p.pay_rupiah
from ride_places p join rides r on r.id = p.ride_id
where p.koperasi_id <> r.carrier_id and p.pay_rupiah > p.quoted_rupiah
union all
select p.ride_id, p.pay_rupiah, coalesce(b.booked, 0)
from ride_places p join rides r on r.id = p.ride_id
left join (select e.subject_id, e.organisation_id, sum(x.amount) filter (where x.amount > 0) as booked
  from entries e join postings x on x.entry_id = e.id where e.kind = 'ride.settled' group by e.subject_id, e.organisation_id) b
  on b.subject_id = p.id and b.organisation_id = p.koperasi_id
where p.koperasi_id <> r.carrier_id and p.state = 'carried' and p.pay_rupiah <> coalesce(b.booked, 0);
