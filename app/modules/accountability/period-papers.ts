import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import type { FactsByKind } from "../documents/paper-of.ts";
import type { BookFacts } from "../documents/papers/book-paper.ts";
import type { PeriodRecapFacts, SuppliedFacts } from "../documents/papers/period-recap-paper.ts";
import type { SpendingPlanFacts } from "../documents/papers/spending-plan-paper.ts";
import { FUNDING_RECEIVED, FUNDING_REVERSED } from "../payments/funding-postings.ts";
import { TAX_REMITTED, TAX_REMITTED_REVERSED } from "../payments/tax-remittance-postings.ts";

/** The papers that a kitchen answers with for one budget, in the order that an auditor reads them. */
export const periodKinds = ["RAB", "BKU", "BPB", "BANK", "REKAP", "DPS"] as const;
export type PeriodKind = (typeof periodKinds)[number];
export type PeriodPapers = { readonly [Kind in PeriodKind]: FactsByKind[Kind] };

/** Whose papers, of which budget: what each of them begins with. */
export type PeriodHead = Pick<
  BookFacts,
  "issuer" | "place" | "issuedOn" | "fund" | "source" | "startsOn" | "endsOn"
>;

export type CashFlow = {
  readonly openingRupiah: Rupiah;
  readonly rows: readonly {
    readonly day: BusinessDay;
    readonly kind: string;
    readonly party: string | null;
    readonly reference: string;
    /** What the bank itself calls the transfer; null where nobody wrote that down. */
    readonly bankReference: string | null;
    readonly amountRupiah: Rupiah;
  }[];
};

export type Supplied = Omit<SuppliedFacts, "deliveries" | "spentRupiah"> & { readonly id: string };
export type Spending = {
  readonly day: BusinessDay;
  readonly seller: Supplied | null;
  readonly receiptNumber: string | null;
  readonly goods: string | null;
  readonly narration: string;
  readonly inRupiah: Rupiah;
  readonly outRupiah: Rupiah;
};

const within = (text: string, letters: number) =>
  text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;

/** The cash of a kitchen in a period. */
export function cashBook(head: PeriodHead, flow: CashFlow): BookFacts {
  return {
    ...head,
    openingRupiah: flow.openingRupiah,
    rows: flow.rows.map((row) => ({
      day: row.day,
      reference: within(row.reference, 120),
      text: within(cashText(row), 300),
      note: null,
      inRupiah: row.amountRupiah > 0n ? row.amountRupiah : 0n,
      outRupiah: row.amountRupiah < 0n ? -row.amountRupiah : 0n,
    })),
    closingRupiah: flow.openingRupiah + sumOf(flow.rows.map((row) => row.amountRupiah)),
  };
}

/** The same money as the bank saw it: each row under the bank's own number, to be held beside its statement. */
export function bankBook(head: PeriodHead, flow: CashFlow): BookFacts {
  const book = cashBook(head, flow);
  return {
    ...book,
    rows: book.rows.map((row, at) => ({
      ...row,
      reference: bankReference(flow.rows[at]?.bankReference ?? null),
      note: row.reference,
    })),
  };
}

function bankReference(reference: string | null): string {
  return reference === null ? "Tanpa nomor bank" : within(reference, 120);
}

function cashText({ amountRupiah, kind, party }: CashFlow["rows"][number]): string {
  if (kind === FUNDING_RECEIVED) return "Penerimaan dana program";
  if (kind === FUNDING_REVERSED) return "Pembetulan penerimaan dana program";
  if (kind === TAX_REMITTED) return "Setoran pajak ke kas negara";
  if (kind === TAX_REMITTED_REVERSED) return "Pembetulan setoran pajak";
  if (party === null) return amountRupiah > 0n ? "Penerimaan kas" : "Pengeluaran kas";
  return amountRupiah > 0n ? `Penerimaan dari ${party}` : `Pembayaran kepada ${party}`;
}

/** What the budget was given and what goods it was spent on. What was spent and booked back comes in again. */
export function foodBook(head: PeriodHead, spending: readonly Spending[]): BookFacts {
  return {
    ...head,
    openingRupiah: 0n,
    rows: spending.map((row) => ({
      day: row.day,
      reference: row.receiptNumber,
      text: within(row.seller?.name ?? row.narration, 300),
      note: row.goods === null ? null : within(row.goods, 1000),
      inRupiah: above(row.inRupiah) + above(-row.outRupiah),
      outRupiah: above(row.outRupiah) + above(-row.inRupiah),
    })),
    closingRupiah: sumOf(spending.map((row) => row.inRupiah - row.outRupiah)),
  };
}

const above = (amount: Rupiah): Rupiah => (amount > 0n ? amount : 0n);

/** Who supplied for how much, the largest first; equal ones by name. */
export function suppliersAmong(spending: readonly Spending[]): SuppliedFacts[] {
  const bySeller = new Map<string, SuppliedFacts>();
  for (const { seller, outRupiah, receiptNumber } of spending) {
    if (seller === null) continue;
    const { id, ...named } = seller;
    const known = bySeller.get(id) ?? { ...named, deliveries: 0, spentRupiah: 0n };
    bySeller.set(id, {
      ...known,
      deliveries: known.deliveries + (receiptNumber === null ? 0 : 1),
      spentRupiah: known.spentRupiah + outRupiah,
    });
  }
  return [...bySeller.values()].sort((one, other) =>
    one.spentRupiah === other.spentRupiah
      ? one.name < other.name
        ? -1
        : 1
      : one.spentRupiah > other.spentRupiah
        ? -1
        : 1,
  );
}

export type DayCap = { readonly day: BusinessDay; readonly capRupiah: Rupiah };

/** Each day of the period, and any other on which something was spent: what it was and what the portions allow. */
export function dayViews(spending: readonly Spending[], caps: readonly DayCap[]): PeriodRecapFacts["days"] {
  const byDay = new Map(
    caps.map(({ day, capRupiah }) => [day, { day, capRupiah, deliveries: 0, spentRupiah: 0n }]),
  );
  for (const { day, outRupiah, receiptNumber } of spending) {
    if (outRupiah === 0n) continue;
    const known = byDay.get(day) ?? { day, capRupiah: 0n, deliveries: 0, spentRupiah: 0n };
    byDay.set(day, {
      ...known,
      deliveries: known.deliveries + (receiptNumber === null ? 0 : 1),
      spentRupiah: known.spentRupiah + outRupiah,
    });
  }
  return [...byDay.values()]
    .filter((row) => row.capRupiah > 0n || row.spentRupiah !== 0n)
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}

export type RecapGround = {
  readonly budgetRupiah: Rupiah;
  readonly heldRupiah: Rupiah;
  readonly leftRupiah: Rupiah;
  readonly invoicedRupiah: Rupiah;
  readonly spending: readonly Spending[];
  readonly caps: readonly DayCap[];
  readonly goods: PeriodRecapFacts["goods"];
};

/**
 * The recap. The sum, the days and the suppliers are postings; goods are told as they were weighed, and what the postings say
 * beside that is named, so that every table comes to the same sum.
 */
export function periodRecap(head: PeriodHead, ground: RecapGround): PeriodRecapFacts {
  const spentRupiah = sumOf(ground.spending.map((row) => row.outRupiah));
  const suppliers = suppliersAmong(ground.spending);
  return {
    ...head,
    budgetRupiah: ground.budgetRupiah,
    spentRupiah,
    heldRupiah: ground.heldRupiah,
    leftRupiah: ground.leftRupiah,
    invoicedRupiah: ground.invoicedRupiah,
    days: dayViews(ground.spending, ground.caps),
    suppliers,
    goods: [...ground.goods],
    unsuppliedRupiah: spentRupiah - sumOf(suppliers.map((row) => row.spentRupiah)),
    unweighedRupiah: spentRupiah - sumOf(ground.goods.map((row) => row.spentRupiah)),
  };
}

export type PlanGround = Pick<SpendingPlanFacts, "days" | "capSmallRupiah" | "capLargeRupiah" | "lines"> & {
  readonly budgetRupiah: Rupiah;
};

export function spendingPlan(head: PeriodHead, ground: PlanGround): SpendingPlanFacts {
  return { ...head, ...ground, plannedRupiah: sumOf(ground.lines.map((line) => line.amountRupiah)) };
}
