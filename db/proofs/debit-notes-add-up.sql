-- A debit note that stands asks no more than was granted because of the road less what the carrier bears on its own statement, and
-- no more than the trade center bore.
select d.id as id, d.amount_rupiah as says, r.road - r.borne as at_most
from debit_notes d join credit_notes n on n.id = d.credit_note_id
cross join lateral (select
  coalesce((select sum(l.granted_rupiah) from dispute_lines l where l.dispute_id = n.dispute_id and l.bearer = 'carrier'), 0) as road,
  coalesce((select sum(c.borne_rupiah) from statement_corrections c join koperasi_statements s on s.id = c.statement_id
    where c.credit_note_id = n.id and s.koperasi_id = d.carrier_id), 0) as borne) r
where d.taken_back_at is null and (d.amount_rupiah > r.road - r.borne or d.amount_rupiah > n.hub_rupiah)
union all
-- What it says is paid, or on its way, is what was transferred and what was kept.
select d.id, d.paid_rupiah, coalesce(p.confirmed, 0) + coalesce(o.kept, 0)
from debit_notes d
left join (select debit_note_id, sum(amount_rupiah) filter (where state = 'confirmed') as confirmed,
  sum(amount_rupiah) filter (where state in ('requested', 'approved')) as underway from payouts group by debit_note_id) p on p.debit_note_id = d.id
left join (select debit_note_id, sum(amount_rupiah) as kept from debit_set_offs group by debit_note_id) o on o.debit_note_id = d.id
where d.paid_rupiah <> coalesce(p.confirmed, 0) + coalesce(o.kept, 0) or d.underway_rupiah <> coalesce(p.underway, 0)
union all
-- It is booked once in each of both books, and once more as its mirror where it was taken back.
select d.id, count(e.id), case when d.taken_back_at is null then 2 else 4 end
from debit_notes d left join entries e on e.subject_id = d.id and e.kind in ('debit-note.issued', 'debit-note.issued.reversed')
group by d.id having count(e.id) <> case when d.taken_back_at is null then 2 else 4 end
union all
select o.id, o.amount_rupiah, coalesce(sum(x.amount) filter (where x.amount > 0), 0)
from debit_set_offs o left join entries e on e.subject_id = o.id and e.kind = 'debit-note.set-off' left join postings x on x.entry_id = e.id
group by o.id having coalesce(sum(x.amount) filter (where x.amount > 0), 0) <> 2 * o.amount_rupiah;
