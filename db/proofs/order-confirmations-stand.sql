-- A Konfirmasi Pesanan stands only while its seller has promised something of the order; and only who promised confirms.
select d.number, d.organisation_id as seller, d.subject_id as order
from documents d
where d.kind = 'KP' and d.state = 'issued' and not exists (
  select 1 from commitments c
  where c.order_id = d.subject_id and c.seller_id = d.organisation_id and c.state in ('accepted', 'fulfilled'))
