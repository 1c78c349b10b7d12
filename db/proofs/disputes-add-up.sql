-- No more is refused at the door, claimed and still asked or granted of a line than arrived.
select l.id as id, l.delivered_base as arrived, coalesce(l.rejected_base, 0) + sum(d.allowance_base + coalesce(d.granted_base, d.asked_base)) as asked
from shipment_lines l join dispute_lines d on d.shipment_line_id = l.id join disputes s on s.id = d.dispute_id
where s.state not in ('refused', 'withdrawn')
group by l.id having coalesce(l.rejected_base, 0) + sum(d.allowance_base + coalesce(d.granted_base, d.asked_base)) > l.delivered_base
union all
-- A claim is settled exactly by one credit note over what was granted, before tax.
select s.id, coalesce(n.goods_rupiah, 0), coalesce(sum(d.granted_rupiah), 0)
from disputes s join dispute_lines d on d.dispute_id = s.id left join credit_notes n on n.dispute_id = s.id
group by s.id, n.goods_rupiah, n.id
having (s.state = 'settled') <> (n.id is not null) or (n.id is not null and n.goods_rupiah <> sum(d.granted_rupiah))
union all
-- What koperasi bear and what the trade center bears is what was credited.
select n.id, n.goods_rupiah, n.hub_rupiah + coalesce(sum(c.borne_rupiah), 0)
from credit_notes n left join statement_corrections c on c.credit_note_id = n.id
group by n.id having n.goods_rupiah <> n.hub_rupiah + coalesce(sum(c.borne_rupiah), 0)
union all
-- An invoice says what its credit notes took off and did not give back; a refund is what they gave back.
select i.id, i.credited_rupiah, coalesce(sum(n.total_rupiah - n.refund_rupiah), 0)
from invoices i left join credit_notes n on n.invoice_id = i.id
group by i.id having i.credited_rupiah <> coalesce(sum(n.total_rupiah - n.refund_rupiah), 0)
union all
select n.id, n.refund_rupiah, coalesce(sum(r.amount_rupiah), 0)
from credit_notes n left join refunds r on r.credit_note_id = n.id
group by n.id having n.refund_rupiah <> coalesce(sum(r.amount_rupiah), 0)
union all
-- A statement says what its corrections and set-offs say, and what was set off on both sides is nothing.
select s.id, s.corrected_rupiah, coalesce((select sum(c.borne_rupiah) from statement_corrections c where c.statement_id = s.id), 0)
from koperasi_statements s
where s.corrected_rupiah <> coalesce((select sum(c.borne_rupiah) from statement_corrections c where c.statement_id = s.id), 0)
union all
select s.id, s.set_off_rupiah, coalesce((select sum(o.amount_rupiah) from statement_set_offs o where o.to_id = s.id), 0)
    - coalesce((select sum(o.amount_rupiah) from statement_set_offs o where o.from_id = s.id), 0)
from koperasi_statements s
where s.set_off_rupiah <> coalesce((select sum(o.amount_rupiah) from statement_set_offs o where o.to_id = s.id), 0)
    - coalesce((select sum(o.amount_rupiah) from statement_set_offs o where o.from_id = s.id), 0)
union all
-- A koperasi is left out of rounds exactly while it was heard and nobody has decided.
select coalesce(d.id, x.subject_id), 0, 0
from (select id from disputes s where s.state in ('hearing', 'answered')) d
full join (select subject_id from disputed_koperasi where until is null) x on x.subject_id = d.id
where d.id is null or x.subject_id is null;
