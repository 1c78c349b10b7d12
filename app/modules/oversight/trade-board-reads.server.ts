import { sql } from "drizzle-orm";
import { addDays, type BusinessDay, type TimeZone } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { referencePrices } from "#db/schema/catalogue.ts";
import { standing } from "#db/written-once.ts";
import { undecidedStates } from "../disputes/dispute-lifecycle.ts";
import {
  fairMonths,
  type LateCallOff,
  type LevyMonth,
  type OpenClaim,
  type Owed,
  type RealisedMonth,
  type RegionPrice,
  type TradeBoard,
} from "./trade-board.ts";

/** Whose board, and as of when. */
export type BoardScope = {
  readonly hubId: string;
  readonly cityCode: string;
  readonly zone: TimeZone;
  readonly today: BusinessDay;
};

/** So many months are looked back on, this one included. */
const MONTHS = 12;
/** A survey that is older says nothing about today's spread. */
const PRICE_DAYS = 30;

function firstMonth(today: BusinessDay): string {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - MONTHS, 1));
  return first.toISOString().slice(0, 7);
}

const isWeighed = (unit: BaseUnit) => unit === "g";

/** What was agreed, called off and accepted of each line of a contract in each month with a call-off. */
async function realised({ hubId, today }: BoardScope, on: Executor): Promise<RealisedMonth[]> {
  const rows = await on.execute<{
    contract_id: string;
    number: string;
    buyer: string;
    goods: string;
    base_unit: BaseUnit;
    month: string;
    agreed: string;
    drawn: string;
    accepted: string;
  }>(sql`
    select c.id as contract_id, c.number, b.name as buyer, g.name || ' ' || coalesce(q.name, l.grade_code) as goods, g.base_unit, m.month,
      l.volume_max_base_per_month::text as agreed, m.drawn_base::text as drawn,
      coalesce((select sum(s.accepted_base) from koperasi_statements s join call_offs o on o.id = s.call_off_id
        where o.contract_line_id = l.id and s.taken_back_at is null and to_char(o.delivery_day, 'YYYY-MM') = m.month), 0)::text as accepted
    from contract_months m join contract_lines l on l.id = m.contract_line_id join contracts c on c.id = l.contract_id
      join organisations b on b.id = c.buyer_id join commodities g on g.code = l.commodity_code
      left join grades q on q.commodity_code = l.commodity_code and q.code = l.grade_code
    where c.hub_id = ${hubId} and m.month >= ${firstMonth(today)}
    order by c.number, l.position, m.month`);
  return rows.map((row) => ({
    contractId: row.contract_id,
    contractNumber: row.number,
    buyerName: row.buyer,
    goods: row.goods,
    isWeighed: isWeighed(row.base_unit),
    month: row.month,
    agreedBase: BigInt(row.agreed),
    drawnBase: BigInt(row.drawn),
    acceptedBase: BigInt(row.accepted),
  }));
}

/** Every koperasi that a call-off could ask, with its key, what it was offered and what it took. */
async function offered({ hubId, today }: BoardScope, on: Executor) {
  const rows = await on.execute<{
    call_off_id: string;
    month: string;
    koperasi_id: string;
    koperasi: string;
    weight: number;
    offered: number;
    taken: number;
    price: string;
  }>(sql`
    select o.id as call_off_id, to_char(o.delivery_day, 'YYYY-MM') as month, k.id as koperasi_id, k.name as koperasi, p.weight,
      coalesce(sum(a.packs - a.excused_packs), 0)::int as offered,
      coalesce(sum(a.accepted_packs) filter (where a.state in ('accepted', 'fulfilled')), 0)::int as taken,
      o.price_rupiah_per_pack::text as price
    from call_offs o join call_off_capacities p on p.call_off_id = o.id join organisations k on k.id = p.koperasi_id
      left join allotments a on a.call_off_id = o.id and a.koperasi_id = k.id
        and a.state in ('published', 'accepted', 'declined', 'lapsed', 'fulfilled', 'broken')
    where o.hub_id = ${hubId} and o.state <> 'cancelled' and to_char(o.delivery_day, 'YYYY-MM') >= ${firstMonth(today)}
      and exists (select 1 from allotments x where x.call_off_id = o.id and x.state not in ('proposed', 'withdrawn'))
    group by o.id, k.id, k.name, p.weight
    order by o.delivery_day, o.id, k.name, k.id`);
  return rows.map((row) => ({
    callOffId: row.call_off_id,
    month: row.month,
    koperasiId: row.koperasi_id,
    koperasiName: row.koperasi,
    weight: row.weight,
    offeredPacks: row.offered,
    takenPacks: row.taken,
    priceRupiahPerPack: BigInt(row.price),
  }));
}

/** Levies month by month: taken with a statement, and paid into the treasury. */
async function levies({ hubId, zone, today }: BoardScope, on: Executor): Promise<LevyMonth[]> {
  const rows = await on.execute<{ month: string; taken: string; paid_in: string }>(sql`
    select month, sum(taken)::text as taken, sum(paid_in)::text as paid_in from (
      select to_char(s.created_at at time zone ${zone}, 'YYYY-MM') as month, s.levy_rupiah as taken, 0 as paid_in
      from koperasi_statements s where s.hub_id = ${hubId} and s.levy_rupiah > 0 and s.taken_back_at is null
      union all
      select to_char(r.settled_on, 'YYYY-MM'), 0, r.amount_rupiah from levy_remittances r
      where r.hub_id = ${hubId} and r.state in ('confirmed', 'doubted')) as moved
    where month >= ${firstMonth(today)} group by month order by month`);
  return rows.map((row) => ({
    month: row.month,
    takenRupiah: BigInt(row.taken),
    paidInRupiah: BigInt(row.paid_in),
  }));
}

/** What surveys last reported for the goods of this trade center's contracts, region by region. */
async function regionPrices({ hubId, today }: BoardScope, on: Executor): Promise<RegionPrice[]> {
  const rows = await on.execute<{
    code: string;
    goods: string;
    region: string;
    source: string;
    on_day: string;
    price: string;
  }>(sql`
    select distinct on (g.name, g.code, r.code) g.code, g.name as goods, r.name as region, ${referencePrices.source} as source,
      ${referencePrices.onDay}::text as on_day,
      round(${referencePrices.priceRupiah} * (case when g.base_unit = 'piece' then 1 else 1000 end) / ${referencePrices.basePerUnit}::numeric)::bigint::text as price
    from ${referencePrices} join commodities g on g.code = ${referencePrices.commodityCode} join regions r on r.code = ${referencePrices.regionCode}
    where ${standing(referencePrices)} and ${referencePrices.onDay} between ${addDays(today, -PRICE_DAYS)}::date and ${today}::date
      and exists (select 1 from contract_lines l join contracts c on c.id = l.contract_id
        where c.hub_id = ${hubId} and c.state = 'active' and l.commodity_code = g.code
          and (${referencePrices.gradeCode} is null or l.grade_code = ${referencePrices.gradeCode}))
    order by g.name, g.code, r.code, ${referencePrices.onDay} desc, ${referencePrices.id} desc`);
  return rows.map((row) => ({
    commodityCode: row.code,
    goods: row.goods,
    regionName: row.region,
    source: row.source,
    onDay: row.on_day,
    priceRupiah: BigInt(row.price),
  }));
}

/** Call-offs whose koperasi did not answer in time, and those whose goods did not come on their day; the oldest first. */
async function late({ hubId, today }: BoardScope, at: Date, on: Executor): Promise<LateCallOff[]> {
  const rows = await on.execute<{
    id: string;
    number: string;
    goods: string;
    buyer: string;
    delivery_day: string;
    late: LateCallOff["late"];
    days: number;
  }>(sql`
    select o.id, o.number, g.name as goods, b.name as buyer, o.delivery_day::text as delivery_day,
      case when o.delivery_day < ${today}::date then 'delivery' else 'answer' end as late,
      case when o.delivery_day < ${today}::date then ${today}::date - o.delivery_day
        else greatest(0, extract(day from ${at.toISOString()}::timestamptz - o.answer_by))::int end as days
    from call_offs o join contracts c on c.id = o.contract_id join organisations b on b.id = c.buyer_id
      join contract_lines l on l.id = o.contract_line_id join commodities g on g.code = l.commodity_code
    where o.hub_id = ${hubId} and ((o.state in ('open', 'locked') and o.delivery_day < ${today}::date)
      or (o.state = 'open' and o.answer_by < ${at.toISOString()}::timestamptz))
    order by o.delivery_day, o.number`);
  return rows.map(({ buyer, delivery_day, id, ...row }) => ({
    ...row,
    callOffId: id,
    buyerName: buyer,
    deliveryDay: delivery_day,
  }));
}

/**
 * Claims above the allowance that are not settled: from the door, as long as the call-off has no statement, and from after
 * the handover, until they are decided and credited. The oldest first.
 */
async function openClaims({ hubId }: BoardScope, on: Executor): Promise<OpenClaim[]> {
  const rows = await on.execute<{
    call_off_id: string;
    dispute_id: string | null;
    number: string;
    koperasi: string;
    claimed: string;
    base_unit: BaseUnit;
    amount: string;
    raised_at: string;
  }>(sql`
    select o.id as call_off_id, x.dispute_id, o.number, k.name as koperasi, x.claimed::text as claimed, g.base_unit,
      x.amount::text as amount, x.raised_at::text as raised_at
    from (
      select m.id, null as dispute_id, m.call_off_id, s.seller_id as koperasi_id, m.claimed_base as claimed,
        m.amount_rupiah as amount, m.raised_at
      from claims m join shipments s on s.id = m.shipment_id
      where m.claimed_base > 0
        and not exists (select 1 from koperasi_statements t where t.call_off_id = m.call_off_id and t.taken_back_at is null)
      union all
      select d.id, d.id, d.call_off_id, d.koperasi_id, sum(coalesce(e.granted_base, e.asked_base)),
        sum(coalesce(e.granted_rupiah, e.asked_rupiah)), d.opened_at
      from disputes d join dispute_lines e on e.dispute_id = d.id
      where d.state in (${sql.join(
        [...undecidedStates, "granted"].map((state) => sql`${state}`),
        sql`, `,
      )})
      group by d.id
    ) x join call_offs o on o.id = x.call_off_id join organisations k on k.id = x.koperasi_id
      join contract_lines l on l.id = o.contract_line_id join commodities g on g.code = l.commodity_code
    where o.hub_id = ${hubId}
    order by x.raised_at, x.id`);
  return rows.map((row) => ({
    callOffId: row.call_off_id,
    disputeId: row.dispute_id,
    callOffNumber: row.number,
    koperasiName: row.koperasi,
    claimedBase: BigInt(row.claimed),
    isWeighed: isWeighed(row.base_unit),
    amountRupiah: BigInt(row.amount),
    raisedAt: new Date(row.raised_at),
  }));
}

/** What buyers owe the trade center, what it owes koperasi, and the levies that it still holds; the largest first. */
async function owed({ hubId, zone }: BoardScope, on: Executor): Promise<Owed[]> {
  const rows = await on.execute<{
    side: Owed["side"];
    name: string;
    amount: string;
    since: string | null;
  }>(sql`
    select 'buyer' as side, b.name, sum(i.total_rupiah - i.advance_rupiah - i.credited_rupiah - i.paid_rupiah)::text as amount, min(i.due_on)::text as since
    from invoices i join organisations b on b.id = i.buyer_id
    where i.seller_id = ${hubId} and i.state = 'issued' group by b.id, b.name
    union all
    select 'koperasi', k.name, sum(s.net_rupiah - s.corrected_rupiah - s.freight_added_rupiah + s.freight_returned_rupiah - s.set_off_rupiah - s.paid_rupiah)::text, min(s.created_at at time zone ${zone})::date::text
    from koperasi_statements s join organisations k on k.id = s.koperasi_id
    where s.hub_id = ${hubId} and s.taken_back_at is null and s.paid_rupiah + s.set_off_rupiah <> s.net_rupiah - s.corrected_rupiah - s.freight_added_rupiah + s.freight_returned_rupiah group by k.id, k.name
    union all
    select 'treasury', '', sum(s.levy_rupiah)::text, min(s.created_at at time zone ${zone})::date::text
    from koperasi_statements s where s.hub_id = ${hubId} and s.levy_rupiah > 0 and s.taken_back_at is null
      and not exists (select 1 from levy_remittance_lines x join levy_remittances r on r.id = x.remittance_id
        where x.statement_id = s.id and r.state in ('confirmed', 'doubted'))
    having sum(s.levy_rupiah) > 0
    order by 1, 3 desc`);
  const found = rows.map(({ amount, ...row }): Owed => ({ ...row, amountRupiah: BigInt(amount) }));
  return found.sort((a, b) =>
    a.side === b.side ? Number(b.amountRupiah - a.amountRupiah) : a.side < b.side ? -1 : 1,
  );
}

/** Everything that a trade center watches, over the last twelve months, as it stands at this moment. */
export async function tradeBoard(scope: BoardScope, at: Date, on: Executor = db()): Promise<TradeBoard> {
  const [months, shared, levyMonths, prices, lateOnes, claims, open] = await Promise.all([
    realised(scope, on),
    offered(scope, on),
    levies(scope, on),
    regionPrices(scope, on),
    late(scope, at, on),
    openClaims(scope, on),
    owed(scope, on),
  ]);
  return {
    realised: months,
    fair: fairMonths(shared),
    levies: levyMonths,
    prices,
    late: lateOnes,
    claims,
    owed: open,
  };
}
