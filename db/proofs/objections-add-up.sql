-- What an invoice says is held is what its buyer objects to and nobody has answered.
select i.id as id, i.held_rupiah as says, coalesce(sum(o.goods_rupiah + o.tax_rupiah), 0) as objections_say
from invoices i left join line_objections o on o.invoice_id = i.id and o.state = 'open'
group by i.id having i.held_rupiah <> coalesce(sum(o.goods_rupiah + o.tax_rupiah), 0)
union all
-- No more of a line is held and credited than it claims, before tax and of its tax, and it is a line of that invoice.
select l.id, l.amount_rupiah, sum(case o.state when 'open' then o.goods_rupiah else o.granted_rupiah end)
from invoice_lines l join line_objections o on o.invoice_line_id = l.id
group by l.id having sum(case o.state when 'open' then o.goods_rupiah else o.granted_rupiah end) > l.amount_rupiah
  or sum(case o.state when 'open' then o.tax_rupiah else o.granted_tax_rupiah end) > l.tax_rupiah or bool_or(o.invoice_id <> l.invoice_id)
union all
-- A credit note is of a claim or of an objection, and takes off to the rupiah what was granted.
select n.id, n.total_rupiah, coalesce(o.granted_rupiah + o.granted_tax_rupiah, 0)
from credit_notes n left join line_objections o on o.credit_note_id = n.id
where n.dispute_id is null and (o.id is null or n.goods_rupiah <> o.granted_rupiah or n.tax_rupiah <> o.granted_tax_rupiah
    or n.invoice_id <> o.invoice_id or n.refund_rupiah <> 0)
  or n.dispute_id is not null and o.id is not null
union all
-- What stands is never due before the rest of its invoice.
select o.id, o.stands_rupiah, 0 from line_objections o join invoices i on i.id = o.invoice_id where o.due_on < i.due_on
union all
-- No producer waits for more than the seller owes for what was sold, and only producers of that seller do.
select o.id, d.held_rupiah, 0 from objection_dues d join line_objections o on o.id = d.objection_id
join invoices i on i.id = o.invoice_id join producers p on p.id = d.producer_id where p.organisation_id <> i.seller_id;
