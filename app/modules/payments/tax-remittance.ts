import { addDays, type BusinessDay, businessDay, nextBankingDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { AccountName } from "../ledger/chart.ts";
import { monthAfter } from "../ledger/report-period.ts";
import type { CheckedState } from "./checked-money.ts";

/** VAT on own sales, income tax withheld of sellers, and VAT of sellers that a treasurer of the government kept. */
export const taxKinds = ["vat", "withheld", "vat_kept"] as const;
export type TaxKind = (typeof taxKinds)[number];

/** Where the books hold what is owed of each. */
export const taxAccounts: Readonly<Record<TaxKind, AccountName>> = {
  vat: "vatOut",
  withheld: "taxWithheld",
  vat_kept: "vatKept",
};

/** The dated rule of the last day for each: a day of the month after the tax month; its last day where that month is shorter. */
export const taxDueRules = {
  vat: "tax.vat_remittance_day",
  withheld: "tax.withheld_remittance_day",
  vat_kept: "tax.vat_kept_remittance_day",
} as const satisfies Readonly<Record<TaxKind, string>>;

/** The state's number of a payment that reached it (NTPN): sixteen letters and digits, as it stands on the receipt. */
export const NTPN = /^[0-9A-Z]{16}$/;

/** What one month brought of one tax, in whole rupiah: `collected` less what was given back of it, and so below nothing at times. */
export type TaxMoved = { readonly month: string; readonly collectedRupiah: Rupiah };
/** What stands as remitted for one month: booked, or reported and waiting for a second person. */
export type TaxGiven = {
  readonly month: string;
  readonly paidRupiah: Rupiah;
  readonly waitingRupiah: Rupiah;
};

export type TaxMonth = TaxMoved &
  TaxGiven & {
    /** Nothing or less: what months before were owed back, which this one is lowered by. */
    readonly broughtRupiah: Rupiah;
    /** Owed for this month still. */
    readonly openRupiah: Rupiah;
  };

/** One tax month as a screen, a task and a file show it. */
export type OwedTax = TaxMonth & {
  readonly kind: TaxKind;
  readonly dueOn: BusinessDay;
  /** Something of it is open and its last day has passed. */
  readonly isLate: boolean;
};

/** What was said of one remittance, as a table and a file show it. */
export type RemittedTax = {
  readonly kind: TaxKind;
  /** The tax month, by its first day. */
  readonly month: BusinessDay;
  readonly state: CheckedState;
  readonly amountRupiah: Rupiah;
  readonly paidOn: BusinessDay;
  readonly ntpn: string;
  readonly paidFrom: string | null;
};

/**
 * What is owed for each month of one tax, the oldest first. A month that gave back more than it brought, or was paid more than it
 * came to in the end, lowers the months after it (kompensasi). Always: Σ collected − Σ paid − Σ waiting = Σ open − surplus, and
 * surplus, which no month has used yet, is nothing or more.
 */
export function taxMonths(
  moved: readonly TaxMoved[],
  given: readonly TaxGiven[],
): { readonly months: readonly TaxMonth[]; readonly surplusRupiah: Rupiah } {
  const collected = new Map(moved.map((one) => [one.month, one.collectedRupiah]));
  const gave = new Map(given.map((one) => [one.month, one]));
  const months: TaxMonth[] = [];
  let broughtRupiah = 0n;
  for (const month of [...new Set([...collected.keys(), ...gave.keys()])].sort()) {
    const collectedRupiah = collected.get(month) ?? 0n;
    const { paidRupiah, waitingRupiah } = gave.get(month) ?? { paidRupiah: 0n, waitingRupiah: 0n };
    const left = collectedRupiah + broughtRupiah - paidRupiah - waitingRupiah;
    const openRupiah = left > 0n ? left : 0n;
    months.push({ month, collectedRupiah, paidRupiah, waitingRupiah, broughtRupiah, openRupiah });
    broughtRupiah = left < 0n ? left : 0n;
  }
  return { months, surplusRupiah: -broughtRupiah };
}

/** The last day on which a month ("2026-07") may be remitted: the day of the rule in the month after it, or the next on which banks are open. */
export function taxDueDay(month: string, dayOfMonth: number, holidays: ReadonlySet<string>): BusinessDay {
  const { from, to } = monthAfter(month);
  const day = addDays(from, dayOfMonth - 1);
  return nextBankingDay(day > to ? to : day, holidays);
}

/** The first day of a month that is named ("2026-07"). */
export function monthStart(month: string): BusinessDay {
  return businessDay(`${month}-01`);
}
