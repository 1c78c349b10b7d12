-- A Nota Beli stands only while its promise does, or once it was kept; and it is of the seller who promised.
select n.id as note, c.id as commitment, c.state, d.number
from purchase_notes n
join commitments c on c.id = n.commitment_id
left join documents d on d.subject_id = n.id and d.kind = 'NB' and d.state = 'issued'
where n.seller_id <> c.seller_id
  or (d.id is not null and c.state not in ('accepted', 'fulfilled'))
  or (d.id is not null and d.organisation_id <> n.seller_id)
