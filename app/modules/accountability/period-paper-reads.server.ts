import { addDays, type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { db, type Executor } from "#db/client.server.ts";
import { kindLabels, paperPartiesOf } from "../documents/party-facts-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { calendarOf, daysOf } from "../menus/calendar-reads.server.ts";
import { kitchenRules } from "../menus/kitchen-rules-reads.server.ts";
import { supplierRules } from "../oversight/supplier-reads.server.ts";
import {
  bankBook,
  cashBook,
  foodBook,
  type PeriodHead,
  type PeriodPapers,
  periodRecap,
  type Spending,
  spendingPlan,
  suppliersAmong,
} from "./period-papers.ts";
import {
  type BudgetPeriod,
  cashBookOf,
  envelopeOf,
  type GoodsRow,
  invoicedOf,
  plannedGoodsOf,
  receivedGoodsOf,
  spendingOf,
} from "./period-reads.server.ts";

/** What a day's portions may cost, with the portions. A day without cooking has none. */
export type PortionDay = {
  readonly day: BusinessDay;
  readonly smallPortions: number;
  readonly largePortions: number;
  readonly capRupiah: bigint;
};

/** The caps of a budget's period: each day that the kitchen cooks on, as its calendar says it now. */
export async function portionDaysOf(
  budget: BudgetPeriod,
  at: Date,
  on: Executor = db(),
): Promise<{
  readonly days: readonly PortionDay[];
  readonly caps: { readonly small: bigint; readonly large: bigint };
}> {
  const kitchen = await organisationById(budget.organisationId, on);
  invariant(kitchen, "a budget is somebody's");
  const [calendar, { caps }] = await Promise.all([
    calendarOf(kitchen.id, at, on),
    kitchenRules({ regionCode: kitchen.regionCode, day: budget.startsOn }, on),
  ]);
  const days = daysOf(calendar, budget.startsOn, daysBetween(budget.startsOn, addDays(budget.endsOn, 1)))
    .filter((day) => day.operates)
    .map(({ day, heads }) => ({
      day,
      smallPortions: heads.small,
      largePortions: heads.large,
      capRupiah: BigInt(heads.small) * caps.small + BigInt(heads.large) * caps.large,
    }));
  return { days, caps };
}

/** The entries of a budget with their sellers as a paper names them. */
export async function spendingOnPaper(budget: BudgetPeriod, on: Executor = db()): Promise<Spending[]> {
  const rows = await spendingOf(budget, on);
  return rows.map(({ seller, ...row }) => {
    if (seller === null) return { ...row, seller: null };
    const { kind, ...named } = seller;
    return { ...row, seller: { ...named, kindLabel: kindLabels[kind] } };
  });
}

const unitOf = (row: GoodsRow) => ({ name: row.unit, base: row.baseUnit, size: row.basePerUnit });

/** Everything that the papers of a budget say at this moment, drawn from the ledger. */
export async function periodPapersOf(
  budget: BudgetPeriod,
  today: { readonly day: BusinessDay; readonly at: Date },
  on: Executor = db(),
): Promise<PeriodPapers> {
  const kitchen = (await paperPartiesOf([budget.organisationId], on)).get(budget.organisationId);
  invariant(kitchen, "a budget is somebody's");
  const { fund, source, startsOn, endsOn } = budget;
  const head: PeriodHead = {
    issuer: kitchen.party,
    place: kitchen.place,
    issuedOn: today.day,
    fund,
    source,
    startsOn,
    endsOn,
  };
  const scope = { regionCode: kitchen.party.regionCode, day: startsOn };
  const spending = await spendingOnPaper(budget, on);
  const envelope = await envelopeOf(budget, on);
  const { days, caps } = await portionDaysOf(budget, today.at, on);
  const planned = await plannedGoodsOf(budget, on);
  const received = await receivedGoodsOf(budget, on);
  const cash = await cashBookOf(budget.organisationId, budget, on);
  const suppliers = suppliersAmong(spending);
  return {
    RAB: spendingPlan(head, {
      budgetRupiah: envelope.budgetRupiah,
      days: [...days],
      capSmallRupiah: caps.small,
      capLargeRupiah: caps.large,
      lines: planned.map((row) => ({
        description: row.description,
        unit: unitOf(row),
        quantityBase: row.quantityBase,
        amountRupiah: row.rupiah,
      })),
    }),
    BKU: cashBook(head, cash),
    BPB: foodBook(head, spending),
    BANK: bankBook(head, cash),
    REKAP: periodRecap(head, {
      ...envelope,
      invoicedRupiah: await invoicedOf(budget, on),
      spending,
      caps: days,
      goods: received.map((row) => ({
        description: row.description,
        unit: unitOf(row),
        quantityBase: row.quantityBase,
        spentRupiah: row.rupiah,
      })),
    }),
    DPS: {
      ...head,
      suppliers,
      least: (await supplierRules(scope, on)).least,
      totalRupiah: suppliers.reduce((sum, row) => sum + row.spentRupiah, 0n),
    },
  };
}
