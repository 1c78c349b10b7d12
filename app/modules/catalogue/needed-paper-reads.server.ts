import { type Column, inArray, type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, listings } from "#db/schema/catalogue.ts";
import { organisations, verificationPapers } from "#db/schema/identity.ts";
import { parameters } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";
import {
  type GoodsPaper,
  goodsPapers,
  MISSING_HIDES_RULE,
  ruleOfPaper,
  type SoonWanted,
  type WantedPaper,
} from "./needed-papers.ts";

type Part = SQL | Column;

const paperRules = [...Object.values(ruleOfPaper), MISSING_HIDES_RULE];

/** Goods of a seller on a day; the rules are those of a region. */
type Goods = {
  readonly commodityCode: Part;
  readonly sellerId: Part;
  readonly regionCode: Part;
  readonly day: Part;
};

/**
 * What the rules of goods' papers say on a day, a row (`key`, `region_code`, `value`) for each rule and place: the one that began last.
 * A handful of rows, and nothing in it depends on the goods, so that a question reads them once for its day, however many goods it is about.
 */
function rulesOn(day: Part): SQL {
  return sql`select distinct on (${parameters.key}, ${parameters.regionCode})
      ${parameters.key}, ${parameters.regionCode}, ${parameters.value}
    from ${parameters}
    where ${inArray(parameters.key, paperRules)} and ${standing(parameters)}
      and ${parameters.validFrom} <= ${day}::date and (${parameters.validTo} is null or ${parameters.validTo} >= ${day}::date)
    order by ${parameters.key}, ${parameters.regionCode}, ${parameters.validFrom} desc`;
}

/** The value of a rule there and then: the nearest region wins, then the latest start. None where nothing is said. */
function ruleValue(key: Part, { regionCode, day }: Goods): SQL {
  return sql`(with said as materialized (${rulesOn(day)})
    select said.value from said
    where said.key = ${key}
      and (said.region_code is null or ${regionCode} = said.region_code or ${regionCode} like said.region_code || '.%')
    order by length(said.region_code) desc nulls last limit 1)`;
}

const kindsWithRules = sql.join(
  goodsPapers.map((kind) => sql`(${sql.raw(`'${kind}'`)}, ${sql.raw(`'${ruleOfPaper[kind]}'`)})`),
  sql`, `,
);

/**
 * A row (`kind`, `paper_id`, `expires_on`) of each paper that the goods need that day: the newest of its kind that the seller handed in,
 * or nulls.
 */
export function papersNeeded(goods: Goods): SQL {
  return sql`select need.kind, paper.id as paper_id, paper.expires_on
    from (values ${kindsWithRules}) need (kind, rule)
    left join lateral (
      select p.id, p.expires_on from ${verificationPapers} p
      where p.organisation_id = ${goods.sellerId} and p.kind = need.kind
      order by p.created_at desc, p.id desc limit 1
    ) paper on true
    where ${ruleValue(sql`need.rule`, goods)} ? ${goods.commodityCode}`;
}

/** Those of them that keep the goods off the market that day: run out, or never handed in where that hides them by then. */
function papersWanted(goods: Goods): SQL {
  return sql`select needed.kind, needed.expires_on from (${papersNeeded(goods)}) needed
    where needed.expires_on < ${goods.day}::date
      or (needed.paper_id is null and ${ruleValue(sql`${MISSING_HIDES_RULE}`, goods)} = 'true'::jsonb)`;
}

/**
 * Whether the goods of a listing have the papers that they need that day. Joins `organisations` and `listings`. What no rule has ever
 * listed, most of a market, is let through by one list that is read once for a question, before any paper is looked for.
 */
export function hasPapersFor(day: BusinessDay | SQL): SQL<boolean> {
  const goods = {
    commodityCode: listings.commodityCode,
    sellerId: organisations.id,
    regionCode: organisations.regionCode,
    day: sql`${day}`,
  };
  const everListed = sql`array(select jsonb_array_elements_text(${parameters.value}) from ${parameters}
    where ${inArray(parameters.key, Object.values(ruleOfPaper))} and jsonb_typeof(${parameters.value}) = 'array')`;
  return sql<boolean>`(${listings.commodityCode} <> all(${everListed}) or not exists (${papersWanted(goods)}))`;
}

/** Goods of a seller, and the day on which they would be sold. */
export type DatedGoods = { readonly commodityCode: string; readonly day: BusinessDay };

/** What goods of one seller want, each on its day, by day and commodity; nothing of those that may be sold. */
export async function wantedPapersByDay(
  sellerId: string,
  asked: readonly DatedGoods[],
  on: Executor = db(),
): Promise<Map<BusinessDay, Map<string, WantedPaper[]>>> {
  const goods = {
    commodityCode: sql`asked.code`,
    sellerId: organisations.id,
    regionCode: organisations.regionCode,
    day: sql`asked.day`,
  };
  const rows = await on.execute<{
    day: BusinessDay;
    code: string;
    kind: GoodsPaper;
    expired_on: BusinessDay | null;
  }>(sql`
    select asked.day::text as day, asked.code, wanted.kind, wanted.expires_on::text as expired_on
    from ${organisations}
    cross join (
      select distinct code, day::date from unnest(${sql.param(asked.map(({ commodityCode }) => commodityCode))}::text[],
        ${sql.param(asked.map(({ day }) => day))}::text[]) as one (code, day)
    ) asked
    cross join lateral (${papersWanted(goods)}) wanted
    where ${organisations.id} = ${sellerId}
    order by asked.day, asked.code, wanted.kind`);
  const found = new Map<BusinessDay, Map<string, WantedPaper[]>>();
  for (const { day, code, kind, expired_on } of rows) {
    const ofDay = found.get(day) ?? new Map<string, WantedPaper[]>();
    ofDay.set(code, [...(ofDay.get(code) ?? []), { paper: kind, expiredOn: expired_on }]);
    found.set(day, ofDay);
  }
  return found;
}

/** What each of these commodities of one seller wants on a day, by commodity; nothing of those that may be sold. */
export async function wantedPapers(
  sellerId: string,
  commodityCodes: readonly string[],
  day: BusinessDay,
  on: Executor = db(),
): Promise<Map<string, WantedPaper[]>> {
  const asked = commodityCodes.map((commodityCode) => ({ commodityCode, day }));
  return (await wantedPapersByDay(sellerId, asked, on)).get(day) ?? new Map();
}

/** How long before a rule begins its sellers are told: about as long as a certificate takes to be had. */
const WARNED_DAYS = 90;

/**
 * What a rule that begins within ninety days will hide of a seller's open listings, with the first day of it; the nearest day first. A
 * paper that runs out by itself meanwhile is not told here: it is to be renewed (`papersEndingBy`).
 */
export async function papersWantedSoon(
  sellerId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<SoonWanted[]> {
  const goods = (day: SQL): Goods => ({
    commodityCode: commodities.code,
    sellerId: organisations.id,
    regionCode: organisations.regionCode,
    day,
  });
  const rows = await on.execute<{ kind: GoodsPaper; day: BusinessDay; code: string; name: string }>(sql`
    with begins as (
      select distinct ${parameters.validFrom} as day from ${parameters}
      where ${inArray(parameters.key, paperRules)} and ${standing(parameters)}
        and ${parameters.validFrom} > ${today}::date and ${parameters.validFrom} <= ${addDays(today, WARNED_DAYS)}::date
    )
    select wanted.kind, min(begins.day)::text as day, ${commodities.code} as code, ${commodities.name} as name
    from ${organisations}
    join ${commodities} on ${commodities.code} in (
      select ${listings.commodityCode} from ${listings}
      where ${listings.sellerId} = ${sellerId} and ${listings.state} = 'open')
    cross join begins
    cross join lateral (${papersWanted(goods(sql`begins.day`))}) wanted
    where ${organisations.id} = ${sellerId}
      and (wanted.expires_on is null or wanted.expires_on < ${today}::date)
      and not exists (
        select 1 from (${papersWanted(goods(sql`${today}`))}) already where already.kind = wanted.kind)
    group by wanted.kind, ${commodities.code}, ${commodities.name}
    order by day, wanted.kind, name`);
  return rows.map(({ kind, day, code, name }) => ({
    paper: kind,
    day,
    commodityCode: code,
    commodityName: name,
  }));
}
