import { and, desc, eq, lt, notInArray, sql } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { monthMoves } from "../ledger/month-moves-reads.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { asNumber, sourcedParametersOn } from "../regions/parameter-reads.server.ts";
import {
  type OwedTax,
  type TaxGiven,
  type TaxKind,
  type TaxMonth,
  taxAccounts,
  taxDueDay,
  taxDueRules,
  taxKinds,
  taxMonths,
} from "./tax-remittance.ts";

export type TaxRemittanceRow = typeof taxRemittances.$inferSelect;

/** What is owed of one tax, month by month, and what months before gave back that no month has used yet. */
type TaxBook = { readonly months: readonly TaxMonth[]; readonly surplusRupiah: Rupiah };

/** What the books owe of each tax, month by month: what they hold, without what was remitted, and what was. */
async function taxBooks(organisationId: string, on: Executor): Promise<Readonly<Record<TaxKind, TaxBook>>> {
  const moves = await monthMoves(
    organisationId,
    taxKinds.map((kind) => taxAccounts[kind]),
    on,
  );
  const given = await givenOf(organisationId, on);
  const bookOf = (kind: TaxKind): TaxBook => {
    const own = given.filter((one) => one.kind === kind);
    const collected = new Map<string, bigint>();
    const add = (month: string, rupiah: bigint) =>
      collected.set(month, (collected.get(month) ?? 0n) + rupiah);
    for (const { account, month, amountRupiah } of moves)
      if (account === taxAccounts[kind]) add(month, -amountRupiah);
    // A remittance is a move of the month in which it was paid, not of the month that it is for.
    for (const one of own) add(one.month, one.movedRupiah);
    const movedMonths = [...collected]
      .filter(([, collectedRupiah]) => collectedRupiah !== 0n)
      .map(([month, collectedRupiah]) => ({ month, collectedRupiah }));
    const gave = own.filter(({ paidRupiah, waitingRupiah }) => paidRupiah + waitingRupiah > 0n);
    return taxMonths(movedMonths, gave);
  };
  return { vat: bookOf("vat"), withheld: bookOf("withheld"), vat_kept: bookOf("vat_kept") };
}

/** By tax and month: what stands as remitted for it, and what remittances, for whichever month, moved in it (debit positive). */
async function givenOf(
  organisationId: string,
  on: Executor,
): Promise<(TaxGiven & { readonly kind: TaxKind; readonly movedRupiah: Rupiah })[]> {
  const rows = await on.execute<{
    kind: TaxKind;
    month: string;
    paid: string;
    waiting: string;
    moved: string;
  }>(sql`
    with own as materialized (select * from ${taxRemittances} where organisation_id = ${organisationId})
    select kind, to_char(day, 'YYYY-MM') as month, sum(paid)::text as paid, sum(waiting)::text as waiting, sum(moved)::text as moved
    from (
      select kind, month as day, case when state in ('confirmed', 'doubted') then amount_rupiah else 0 end as paid,
        case when state = 'reported' then amount_rupiah else 0 end as waiting, 0::bigint as moved from own
      union all
      select kind, paid_on, 0, 0, amount_rupiah from own where state in ('confirmed', 'doubted', 'reversed')
      union all
      select kind, reversed_on, 0, 0, -amount_rupiah from own where state = 'reversed'
    ) one group by kind, to_char(day, 'YYYY-MM')`);
  return rows.map(({ kind, month, paid, waiting, moved }) => ({
    kind,
    month,
    paidRupiah: BigInt(paid),
    waitingRupiah: BigInt(waiting),
    movedRupiah: BigInt(moved),
  }));
}

/** What is owed for one month of one tax and not remitted, nor reported as remitted; nothing where the month brought none. */
export async function openOfTaxMonth(
  organisationId: string,
  kind: TaxKind,
  month: string,
  on: Executor,
): Promise<Rupiah> {
  const books = await taxBooks(organisationId, on);
  return books[kind].months.find((one) => one.month === month)?.openRupiah ?? 0n;
}

type TaxRule = { readonly kind: TaxKind; readonly source: string };

export type OwedTaxes = {
  /** The newest month first. */
  readonly months: readonly OwedTax[];
  readonly surplus: Readonly<Record<TaxKind, Rupiah>>;
  /** Which papers say until when each is remitted. */
  readonly rules: readonly TaxRule[];
};

/** What an organisation's books owe the state, by tax and month, until when by the rules of the day `at`, and what was remitted of it. */
export async function owedTaxes(organisationId: string, at: Date, on: Executor = db()): Promise<OwedTaxes> {
  const books = await taxBooks(organisationId, on);
  const today = dayOf(at, await clockOf(organisationId, on));
  const rules = await sourcedParametersOn(on, Object.values(taxDueRules), { day: today });
  const holidays = await bankHolidays(on);
  const months = taxKinds.flatMap((kind) =>
    books[kind].months.map((one): OwedTax => {
      const rule = taxDueRules[kind];
      const dueOn = taxDueDay(one.month, asNumber(rule, rules[rule].value), holidays);
      return { ...one, kind, dueOn, isLate: one.openRupiah > 0n && dueOn < today };
    }),
  );
  return {
    // Taxes of a month keep their order: the sort is stable.
    months: months.sort((a, b) => (a.month < b.month ? 1 : a.month > b.month ? -1 : 0)),
    surplus: {
      vat: books.vat.surplusRupiah,
      withheld: books.withheld.surplusRupiah,
      vat_kept: books.vat_kept.surplusRupiah,
    },
    rules: taxKinds.map((kind) => ({ kind, source: rules[taxDueRules[kind]].source })),
  };
}

/** What an organisation said that it paid to the state, the latest report first. */
export async function taxRemittancesOf(
  organisationId: string,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<TaxRemittanceRow>> {
  const rows = await on
    .select()
    .from(taxRemittances)
    .where(
      and(
        eq(taxRemittances.organisationId, organisationId),
        page.after ? lt(taxRemittances.id, page.after) : undefined,
      ),
    )
    .orderBy(desc(taxRemittances.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id);
}

/** One tax remittance of an organisation; null for another's. */
export async function taxRemittanceOf(
  organisationId: string,
  taxRemittanceId: string,
  on: Executor = db(),
): Promise<TaxRemittanceRow | null> {
  const [row] = await on
    .select()
    .from(taxRemittances)
    .where(and(eq(taxRemittances.id, taxRemittanceId), eq(taxRemittances.organisationId, organisationId)));
  return row ?? null;
}

/** What stands of an organisation under a number of the state: one payment, of one day, for as many taxes and months as its billing code had. */
export async function standingUnder(
  organisationId: string,
  ntpn: string,
  on: Executor,
): Promise<readonly Pick<TaxRemittanceRow, "kind" | "month" | "paidOn">[]> {
  return on
    .select({ kind: taxRemittances.kind, month: taxRemittances.month, paidOn: taxRemittances.paidOn })
    .from(taxRemittances)
    .where(
      and(
        eq(taxRemittances.organisationId, organisationId),
        eq(taxRemittances.ntpn, ntpn),
        notInArray(taxRemittances.state, ["rejected", "reversed"]),
      ),
    );
}

/** Holds an organisation until the transaction ends, so that two people do not report the same tax at once. Sales do not wait for it. */
export async function holdTaxPayer(tx: LatestTransaction, organisationId: string): Promise<void> {
  await hold(tx, organisations, eq(organisations.id, organisationId));
}
