import { and, asc, eq, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { creditLimits } from "#db/schema/commitments-credits.ts";
import { organisations } from "#db/schema/identity.ts";
import { accountBalances } from "#db/schema/ledger.ts";
import { orderLines } from "#db/schema/orders.ts";
import { type TaxClass, vatOn } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { chart } from "../ledger/chart.ts";
import type { CreditStanding } from "./credit.ts";

type Pair = { readonly sellerId: string; readonly buyerId: string };

/** The limit that holds for a buyer: its own before that of its kind. */
export function limitFor({ sellerId, buyerId }: Pair): SQL {
  return sql`${creditLimits.sellerId} = ${sellerId} and (${creditLimits.buyerId} = ${buyerId}
    or (${creditLimits.buyerKind} = (select kind from organisations where id = ${buyerId})
      and not exists (select 1 from credit_limits own where own.seller_id = ${sellerId} and own.buyer_id = ${buyerId})))`;
}

type Used = { readonly buyerId: string; readonly owedRupiah: Rupiah; readonly promisedRupiah: Rupiah };

/**
 * What buyers use of a seller's credit: receivables out of its books, and promises that no invoice claims yet: once they were handed
 * over, what the buyer took of them, for nothing else will be invoiced. Both are read by one statement, so that goods which are being invoiced are in one of them and never in none.
 */
async function usedOf(
  sellerId: string,
  buyerId: string | null,
  day: BusinessDay,
  on: Executor,
): Promise<Used[]> {
  const rows = await on.execute<{ buyer: string; taxed: TaxClass | null; worth: string; vat: boolean }>(sql`
    select x.buyer, x.taxed, sum(x.worth)::bigint::text as worth, bool_or(s.is_vat_registered) as vat
    from (
      select ${accountBalances.subjectId} as buyer, null as taxed, ${accountBalances.balance} as worth from ${accountBalances}
      where ${accountBalances.organisationId} = ${sellerId} and ${accountBalances.code} = ${chart.receivable.code}
        and ${buyerId === null ? sql`${accountBalances.subjectId} is not null` : sql`${accountBalances.subjectId} = ${buyerId}`}
      union all
      select ${commitments.buyerId}, ${commodities.taxClass}, round(coalesce(${commitments.receivedBase}, ${commitments.acceptedBase})::numeric * ${commitments.priceRupiah} / ${commitments.basePerUnit})
      from ${commitments} join ${orderLines} on ${orderLines.id} = ${commitments.orderLineId}
        join ${commodities} on ${commodities.code} = ${orderLines.commodityCode}
      where ${commitments.sellerId} = ${sellerId} and ${commitments.state} in ('accepted', 'fulfilled') and ${commitments.claimedAt} is null
        and ${buyerId === null ? sql`true` : sql`${commitments.buyerId} = ${buyerId}`}
    ) x join ${organisations} s on s.id = ${sellerId}
    group by x.buyer, x.taxed`);
  const rule = await vatRuleOn(day, on);
  const byBuyer = new Map<string, { owed: Rupiah[]; promised: Rupiah[] }>();
  for (const row of rows) {
    const used = byBuyer.get(row.buyer) ?? { owed: [], promised: [] };
    byBuyer.set(row.buyer, used);
    const worth = BigInt(row.worth);
    if (row.taxed === null) used.owed.push(worth);
    else used.promised.push(worth + vatOn(worth, row.taxed, { isVatRegistered: row.vat }, rule));
  }
  return [...byBuyer].map(([buyer, { owed, promised }]) => ({
    buyerId: buyer,
    owedRupiah: sumOf(owed),
    promisedRupiah: sumOf(promised),
  }));
}

type Worth = {
  readonly orderLineId: string;
  readonly base: bigint;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
};

/** What a promise will be invoiced at, with this seller's tax. */
export async function worthWithTax(
  promised: Worth,
  seller: { readonly isVatRegistered: boolean },
  day: BusinessDay,
  on: Executor = db(),
): Promise<Rupiah> {
  const goods = priceOf(promised.base, promised.priceRupiah, promised.basePerUnit);
  const [line] = await on
    .select({ taxClass: commodities.taxClass })
    .from(orderLines)
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(eq(orderLines.id, promised.orderLineId));
  invariant(line, "a promise is for a line");
  return goods + vatOn(goods, line.taxClass, seller, await vatRuleOn(day, on));
}

/** How one buyer stands with a seller. Reckons also where no limit is set, so that one can be chosen. */
export async function creditStanding(
  pair: Pair,
  day: BusinessDay,
  on: Executor = db(),
): Promise<CreditStanding> {
  const [limit] = await on
    .select({ limitRupiah: creditLimits.limitRupiah })
    .from(creditLimits)
    .where(limitFor(pair));
  const [used] = await usedOf(pair.sellerId, pair.buyerId, day, on);
  return {
    limitRupiah: limit?.limitRupiah ?? null,
    owedRupiah: used?.owedRupiah ?? 0n,
    promisedRupiah: used?.promisedRupiah ?? 0n,
  };
}

export type CreditBuyer = CreditStanding & {
  readonly buyerId: string;
  readonly name: string;
  readonly kind: string;
  /** The limit is its own, not that of its kind. */
  readonly isOwn: boolean;
};

/** More buyers than this are not shown at once; those who use the most come first. */
export const CREDIT_BUYERS_MAX = 200;

/** Everybody who owes a seller, was promised something, or has a limit of its own: who has the least left first. */
export async function creditBuyers(
  sellerId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<readonly CreditBuyer[]> {
  const used = new Map((await usedOf(sellerId, null, day, on)).map((row) => [row.buyerId, row]));
  const limits = await creditLimitsOf(sellerId, on);
  const own = new Map(limits.flatMap((limit) => (limit.buyerId ? [[limit.buyerId, limit.limitRupiah]] : [])));
  const ofKind = new Map(
    limits.flatMap((limit) => (limit.buyerKind ? [[limit.buyerKind as string, limit.limitRupiah]] : [])),
  );
  const ids = [...new Set([...used.keys(), ...own.keys()])];
  if (ids.length === 0) return [];
  const names = await on
    .select({ id: organisations.id, name: organisations.name, kind: organisations.kind })
    .from(organisations)
    .where(sql`${organisations.id} in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`)
    .orderBy(asc(organisations.name), asc(organisations.id));
  const rows = names.map(({ id, name, kind }) => ({
    buyerId: id,
    name,
    kind,
    isOwn: own.has(id),
    limitRupiah: (own.has(id) ? own.get(id) : ofKind.get(kind)) ?? null,
    owedRupiah: used.get(id)?.owedRupiah ?? 0n,
    promisedRupiah: used.get(id)?.promisedRupiah ?? 0n,
  }));
  const use = (row: CreditStanding) => row.owedRupiah + row.promisedRupiah;
  return rows.sort((a, b) => (use(a) === use(b) ? 0 : use(a) > use(b) ? -1 : 1)).slice(0, CREDIT_BUYERS_MAX);
}

/** The limits that a seller has set, those of kinds first. */
export async function creditLimitsOf(sellerId: string, on: Executor = db()) {
  return on
    .select({
      buyerId: creditLimits.buyerId,
      buyerKind: creditLimits.buyerKind,
      limitRupiah: creditLimits.limitRupiah,
    })
    .from(creditLimits)
    .where(
      and(
        eq(creditLimits.sellerId, sellerId),
        or(isNotNull(creditLimits.buyerId), isNotNull(creditLimits.buyerKind)),
      ),
    )
    .orderBy(asc(creditLimits.buyerKind), asc(creditLimits.buyerId));
}
