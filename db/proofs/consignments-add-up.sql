-- Of every consignment brought = sold + under way + damaged + returned + left, and what its keeper owes is what its lines say less
-- what was paid; a settlement is the sum of its lines. What its keeper lost is what was charged, less what appeals brought of it.
select consignment_id as subject, 'goods' as what, brought_base as one, sold_base + underway_base + damaged_base + returned_base + left_base as other
from consignment_goods
where brought_base <> sold_base + underway_base + damaged_base + returned_base + left_base
  or least(sold_base, underway_base, damaged_base, returned_base, left_base) < 0
union all
select g.consignment_id, 'returned', g.returned_base, coalesce(sum(m.quantity_base), 0)
from consignment_goods g left join lot_moves m on m.lot_id = g.lot_id and m.kind = 'given_back'
group by g.consignment_id, g.returned_base having g.returned_base <> coalesce(sum(m.quantity_base), 0)
union all
select s.id, 'settlement', s.payable_rupiah, coalesce(sum(l.share_rupiah), 0)
from consignment_settlements s left join consignment_lines l on l.settlement_id = s.id
group by s.id having s.payable_rupiah <> coalesce(sum(l.share_rupiah), 0)
  or s.gross_rupiah <> coalesce(sum(l.gross_rupiah) filter (where l.kind <> 'lost'), 0)
union all
select coalesce(o.consignor, a.subject_id), 'owed', coalesce(o.amount, 0), -coalesce(a.balance, 0)
from (
  select keeper_id, code, consignor, sum(amount) as amount
  from (
    select c.keeper_id, case when c.consignor_producer_id is null then '2121' else '2111' end as code,
      coalesce(c.consignor_producer_id, c.consignor_organisation_id) as consignor, l.share_rupiah as amount
    from consignment_lines l join consignments c on c.id = l.consignment_id
    union all
    select s.keeper_id, case when s.consignor_producer_id is null then '2121' else '2111' end,
      coalesce(s.consignor_producer_id, s.consignor_organisation_id), -p.amount_rupiah
    from payouts p join consignment_settlements s on s.id = p.settlement_id where p.state = 'confirmed'
  ) lines group by keeper_id, code, consignor
) o
full join (select * from account_balances where code in ('2111', '2121')) a on a.organisation_id = o.keeper_id and a.code = o.code and a.subject_id = o.consignor
where coalesce(o.amount, 0) <> -coalesce(a.balance, 0)
union all
select coalesce(k.keeper_id, a.organisation_id), 'custody loss', coalesce(k.amount, 0), coalesce(a.balance, 0)
from (
  select keeper_id, sum(amount) as amount
  from (
    select c.keeper_id, l.share_rupiah as amount
    from consignment_lines l join consignments c on c.id = l.consignment_id where l.kind = 'lost'
    union all
    select g.keeper_id, -div(2 * w.cost * least(g.base, w.base) + w.base, 2 * w.base)
    from (
      select i.seller_id as keeper_id, g.shipment_line_id as line_id,
        case when g.cause = 'refused' and s.disposition = 'destroyed' then 'lost' else 'short' end as kind, sum(g.granted_base) as base
      from invoices i join appeal_lines g on g.appeal_id = i.appeal_id and g.is_owed and g.granted_base > 0
      join shipment_lines s on s.id = g.shipment_line_id
      where i.state in ('issued', 'settled') group by 1, 2, 3
    ) g
    join (
      select coalesce(l.shipment_line_id, m.shipment_line_id) as line_id, case when l.lot_move_id is null then 'short' else 'lost' end as kind,
        sum(l.quantity_base) as base, sum(l.share_rupiah) as cost
      from consignment_lines l left join lot_moves m on m.id = l.lot_move_id where l.kind = 'lost' group by 1, 2
    ) w on w.line_id = g.line_id and w.kind = g.kind
  ) losses group by keeper_id
) k
full join (select organisation_id, sum(balance) as balance from account_balances where code = '5550' group by 1) a on a.organisation_id = k.keeper_id
where coalesce(k.amount, 0) <> coalesce(a.balance, 0);
