import { type SQL, sql } from "drizzle-orm";
import { type BusinessDay, daysBetween, type TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import type { CityReportFacts } from "../documents/papers/city-report-paper.ts";
import { paperPartiesOf } from "../documents/party-facts-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import type { ReportPeriod } from "../ledger/report-period.ts";
import { dueAtDoor } from "../shipments/due-at-door.server.ts";
import { supplierRules } from "./supplier-reads.server.ts";
import { arrivedGoods, tradeFlows } from "./trade-flow-reads.server.ts";
import type { TradeFlow } from "./trade-flows.ts";

type Asked = { readonly cityCode: string; readonly period: ReportPeriod };

const within = (day: SQL, { from, to }: ReportPeriod) => sql`${day} between ${from}::date and ${to}::date`;

/** What was ordered and is no draft, nor taken back before anybody could bring it. */
const ordered = sql`o.state in ('submitted', 'approved', 'closed', 'expired')`;

/** Koperasi of the city with what buyers accepted of theirs, the largest first, and how many kelurahan there are. */
async function koperasiTrade({ cityCode, period }: Asked, on: Executor) {
  const rows = await on.execute<{
    code: string;
    village: string;
    name: string | null;
    state: string | null;
    deliveries: number;
    sold: string;
  }>(sql`
    select r.code, r.name as village, k.name, k.state, coalesce(a.deliveries, 0)::int as deliveries, coalesce(a.sold, 0)::text as sold
    from regions r
    left join organisations k on k.region_code = r.code and k.kind = 'koperasi'
    left join (select a.seller_id, count(distinct a.shipment_id) as deliveries, sum(a.value) as sold
      from (${arrivedGoods}) a where ${within(sql`a.delivery_day`, period)} group by a.seller_id) a on a.seller_id = k.id
    where r.level = 4 and r.code like ${`${cityCode}.%`}
    order by coalesce(a.sold, 0) desc, r.code, k.id`);
  return {
    villages: new Set(rows.map((row) => row.code)).size,
    koperasi: rows.flatMap((row) =>
      row.name === null
        ? []
        : [
            {
              name: row.name,
              villageName: row.village,
              isActive: row.state === "active",
              deliveries: row.deliveries,
              soldRupiah: BigInt(row.sold),
            },
          ],
    ),
  };
}

/** What the city's buyers accepted, commodity by commodity, and what of it came from the city itself; the dearest first. */
function boughtIn(cityCode: string, flows: readonly TradeFlow[]): CityReportFacts["bought"] {
  const bought = new Map<string, CityReportFacts["bought"][number]>();
  for (const flow of flows.filter((one) => one.toCode === cityCode)) {
    const before = bought.get(flow.commodityCode);
    bought.set(flow.commodityCode, {
      goods: flow.goods,
      boughtRupiah: (before?.boughtRupiah ?? 0n) + flow.valueRupiah,
      localRupiah: (before?.localRupiah ?? 0n) + (flow.fromCode === cityCode ? flow.valueRupiah : 0n),
    });
  }
  return [...bought]
    .sort(([codeA, a], [codeB, b]) =>
      a.boughtRupiah === b.boughtRupiah ? (codeA < codeB ? -1 : 1) : a.boughtRupiah > b.boughtRupiah ? -1 : 1,
    )
    .map(([, row]) => row);
}

/** Order lines of goods with a legal ceiling, and those for which more was allowed; most often above first. */
async function ceilings({ cityCode, period }: Asked, on: Executor): Promise<CityReportFacts["ceilings"]> {
  const rows = await on.execute<{
    goods: string;
    unit: string;
    lines: number;
    above: number;
    most: string;
  }>(sql`
    select g.name as goods, l.unit, count(*)::int as lines,
      count(*) filter (where l.ceiling_rupiah > l.legal_ceiling_rupiah)::int as above,
      greatest(0, max(l.ceiling_rupiah - l.legal_ceiling_rupiah))::text as most
    from order_lines l join orders o on o.id = l.order_id join commodities g on g.code = l.commodity_code
    where o.city_code = ${cityCode} and ${within(sql`o.delivery_day`, period)} and ${ordered} and l.legal_ceiling_rupiah is not null
    group by g.code, g.name, l.unit
    order by above desc, lines desc, g.code, l.unit`);
  return rows.map(({ most, ...row }) => ({ ...row, mostAboveRupiah: BigInt(most) }));
}

/** Deliveries that were to come to the city's orders, seller by seller; late and given up first. */
async function deliveries(
  { cityCode, period }: Asked,
  substituteMinutes: number,
  on: Executor,
): Promise<CityReportFacts["deliveries"]> {
  const dueAt = dueAtDoor(
    {
      day: sql`o.delivery_day`,
      windowEnd: sql`o.window_end`,
      zone: sql`place.time_zone`,
      plannedAt: sql`s.created_at`,
    },
    substituteMinutes,
  );
  const rows = await on.execute<{
    name: string;
    city: string;
    due: number;
    on_time: number;
    late: number;
    let_go: number;
  }>(sql`
    select k.name, city.name as city, count(*)::int as due,
      count(*) filter (where c.is_on_time)::int as on_time, count(*) filter (where not c.is_on_time)::int as late,
      count(*) filter (where c.is_on_time is null and c.is_let_go)::int as let_go
    from (
      select s.seller_id, coalesce(s.arrived_at, r.received_at) <= ${dueAt} as is_on_time, x.let_go_at is not null as is_let_go
      from orders o
      join shipments s on s.order_id = o.id
      join organisations b on b.id = o.buyer_id
      join regions place on place.code = b.city_code
      left join receipts r on r.shipment_id = s.id
      left join late_deliveries x on x.shipment_id = s.id
      where o.city_code = ${cityCode} and ${within(sql`o.delivery_day`, period)}
        and (s.state <> 'cancelled' or x.let_go_at is not null)
    ) c join organisations k on k.id = c.seller_id join regions city on city.code = k.city_code
    group by k.id, k.name, city.name
    order by count(*) filter (where not c.is_on_time or c.is_let_go) desc, count(*) desc, k.name, k.id`);
  return rows.map((row) => ({
    sellerName: row.name,
    cityName: row.city,
    due: row.due,
    onTime: row.on_time,
    late: row.late,
    letGo: row.let_go,
  }));
}

/** What was ordered and nobody promised, the largest gap first. */
async function unmet({ cityCode, period }: Asked, on: Executor): Promise<CityReportFacts["unmet"]> {
  const rows = await on.execute<{ goods: string; base: BaseUnit; missing: string; kitchens: number }>(sql`
    select g.name as goods, g.base_unit as base, sum(l.quantity_base - l.promised_base)::text as missing,
      count(distinct o.buyer_id)::int as kitchens
    from order_lines l join orders o on o.id = l.order_id join commodities g on g.code = l.commodity_code
    where o.city_code = ${cityCode} and ${within(sql`o.delivery_day`, period)} and ${ordered} and l.promised_base < l.quantity_base
    group by g.code, g.name, g.base_unit
    order by sum(l.quantity_base - l.promised_base) desc, g.code`);
  return rows.map(({ missing, ...row }) => ({ ...row, missingBase: BigInt(missing) }));
}

/** The city's kitchens with how many sellers brought them something, the fewest first. */
async function kitchens({ cityCode, period }: Asked, on: Executor): Promise<CityReportFacts["kitchens"]> {
  const rows = await on.execute<{ name: string; village: string; suppliers: number }>(sql`
    select k.name, r.name as village, count(distinct s.seller_id)::int as suppliers
    from organisations k join regions r on r.code = k.region_code
    left join shipments s on s.buyer_id = k.id and s.state in ('dispatched', 'received') and ${within(sql`s.delivery_day`, period)}
    where k.kind = 'kitchen' and k.city_code = ${cityCode}
    group by k.id, k.name, r.name
    order by suppliers, k.name, k.id`);
  return rows.map((row) => ({ name: row.name, villageName: row.village, suppliers: row.suppliers }));
}

/** Claims after the handover that koperasi of the city had a share in, by what happened to them in the month. */
async function claims(
  { cityCode, period }: Asked,
  zone: TimeZone,
  on: Executor,
): Promise<CityReportFacts["claims"]> {
  const opened = within(sql`(d.opened_at at time zone ${zone})::date`, period);
  const decided = within(sql`(d.decided_at at time zone ${zone})::date`, period);
  const [row] = await on.execute<{ opened: number; granted: number; refused: number; amount: string }>(sql`
    select count(*) filter (where ${opened})::int as opened,
      count(*) filter (where ${decided} and d.state in ('granted', 'settled'))::int as granted,
      count(*) filter (where ${decided} and d.state = 'refused')::int as refused,
      coalesce(sum((select sum(e.granted_rupiah) from dispute_lines e where e.dispute_id = d.id))
        filter (where ${decided} and d.state in ('granted', 'settled')), 0)::text as amount
    from disputes d join organisations k on k.id = d.koperasi_id
    where k.city_code = ${cityCode} and (${opened} or ${decided})`);
  invariant(row, "a sum is always answered");
  const { amount, ...counted } = row;
  return { ...counted, grantedRupiah: BigInt(amount) };
}

/** What the Laporan Dinas of an agency says of one month of its city, as everything stands at this moment. */
export async function cityReportOf(
  agencyId: string,
  period: ReportPeriod,
  today: BusinessDay,
  on: Executor = db(),
): Promise<CityReportFacts> {
  const agency = await organisationById(agencyId, on);
  const named = (await paperPartiesOf([agencyId], on)).get(agencyId);
  invariant(agency && named, "an agency reports");
  const asked = { cityCode: agency.cityCode, period };
  const rules = await supplierRules({ regionCode: agency.cityCode, day: period.to }, on);
  const flows = await tradeFlows(
    { of: "city", cityCode: agency.cityCode },
    { today: period.to, days: daysBetween(period.from, period.to) + 1 },
    on,
  );
  const { villages, koperasi } = await koperasiTrade(asked, on);
  const bought = boughtIn(agency.cityCode, flows);
  const sentOut = flows.filter((one) => one.fromCode === agency.cityCode && one.toCode !== agency.cityCode);
  return {
    issuer: named.party,
    place: named.place,
    issuedOn: today,
    cityName: named.place,
    startsOn: period.from,
    endsOn: period.to,
    isOver: period.to < today,
    villages,
    koperasi,
    soldRupiah: sumOf(koperasi.map((row) => row.soldRupiah)),
    bought,
    boughtRupiah: sumOf(bought.map((row) => row.boughtRupiah)),
    localRupiah: sumOf(bought.map((row) => row.localRupiah)),
    sentOutRupiah: sumOf(sentOut.map((one) => one.valueRupiah)),
    ceilings: await ceilings(asked, on),
    deliveries: await deliveries(asked, rules.counting.substituteMinutes, on),
    unmet: await unmet(asked, on),
    kitchens: await kitchens(asked, on),
    suppliersLeast: rules.least,
    claims: await claims(asked, named.timeZone, on),
  };
}
