import type { BusinessDay } from "#app/kernel/calendar.ts";
import { divideHalfUp, type Rupiah, sumOf } from "#app/kernel/money.ts";
import { daysLate } from "../invoicing/due.ts";

/**
 * How a buyer pays, counted from its invoices and never from opinions: of what fell due, how much was paid by its day. A payment
 * counts from the day of its transfer, once the seller has found it at the bank. What is open after its day counts against
 * it every day anew, so the score drops the morning after and rises when it is paid, late as it was. Pure.
 */
/** An invoice, or what of one stood after an objection and was due on a day of its own; what is held, or was credited, is not asked. */
export type FallenDue = {
  readonly totalRupiah: Rupiah;
  readonly openRupiah: Rupiah;
  readonly dueOn: BusinessDay;
  /** The day of the transfer that paid the last of it; null while something is open. */
  readonly paidOn: BusinessDay | null;
};

export type PayerRecord = {
  readonly invoices: number;
  /** Of them, paid whole by their day. */
  readonly onTime: number;
  /** Basis points of the rupiah that fell due: paid by their day. Null where nothing fell due yet. */
  readonly scoreBasisPoints: bigint | null;
  /** Open after their day, and how many days the oldest of them. */
  readonly lateNow: number;
  readonly latestDays: number;
  /** Promises to pay whose day is over, and how many of them were not kept. */
  readonly promises: number;
  readonly brokenPromises: number;
};

/** So far back a buyer is looked at. */
export const RECORD_DAYS = 180;

/** Counts what fell due before `today`; what is due today or later says nothing yet. */
export function payerRecord(
  invoices: readonly FallenDue[],
  today: BusinessDay,
  counted: { readonly promises: number; readonly broken: number } = { promises: 0, broken: 0 },
): PayerRecord {
  const due = invoices.filter(({ dueOn }) => dueOn < today);
  const onTime = due.filter(({ paidOn, dueOn }) => paidOn !== null && paidOn <= dueOn);
  const late = due.filter(({ openRupiah }) => openRupiah > 0n);
  const dueRupiah = sumOf(due.map(({ totalRupiah }) => totalRupiah));
  const inTimeRupiah = sumOf(onTime.map(({ totalRupiah }) => totalRupiah));
  return {
    invoices: due.length,
    onTime: onTime.length,
    scoreBasisPoints: dueRupiah === 0n ? null : divideHalfUp(inTimeRupiah * 10_000n, dueRupiah),
    lateNow: late.length,
    latestDays: late.reduce((most, { dueOn }) => Math.max(most, daysLate(dueOn, today)), 0),
    promises: counted.promises,
    brokenPromises: counted.broken,
  };
}
