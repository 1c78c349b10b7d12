import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import type { AccountName } from "../ledger/chart.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";
import type { BankBooking } from "./bank-line.ts";

const others: Readonly<Record<BankBooking, AccountName>> = {
  fee: "bankFeeCost",
  interest: "interestIncome",
  interestTax: "interestTaxCost",
};

/**
 * What a bank did by itself, as its line says.
 *
 *   fee, tax   Dr  Bank fees, or Tax on bank interest   amount     interest   Dr  Cash               amount
 *                  Cr  Cash                                 amount                Cr  Bank interest      amount
 */
export function bankBookingEntry(booking: {
  readonly matchId: string;
  readonly organisationId: string;
  readonly as: BankBooking;
  readonly amountRupiah: Rupiah;
  readonly on: BusinessDay;
  readonly narration: string;
}): Entry {
  const { as, amountRupiah } = booking;
  const [debit, credit]: [AccountName, AccountName] =
    as === "interest" ? ["cash", others[as]] : [others[as], "cash"];
  return entryOf({
    organisationId: booking.organisationId,
    kind: "bank.booked",
    subjectId: booking.matchId,
    occurredOn: booking.on,
    narration: booking.narration,
    lines: [
      { account: debit, debit: amountRupiah },
      { account: credit, credit: amountRupiah },
    ],
  });
}
