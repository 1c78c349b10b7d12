import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Entry, entryOf } from "../ledger/entry.ts";

/**
 * A budget is an envelope of money for a period. It lives in the ledger as memo accounts beside the books proper:
 * what was put in (source), what is left, what orders hold (reserved) and what was received (spent). Left can never
 * be less than nothing; that is a bound on the account, not a habit of the code.
 */
export type BudgetPeriod = { readonly startsOn: BusinessDay; readonly endsOn: BusinessDay };

export function coversDay(budget: BudgetPeriod, day: BusinessDay): boolean {
  return budget.startsOn <= day && day <= budget.endsOn;
}

type Deed = {
  readonly organisationId: string;
  readonly budgetId: string;
  readonly subjectId: string;
  readonly on: BusinessDay;
};

type Part = "budgetSource" | "budgetAvailable" | "budgetReserved";

/** An amount that goes from one part of a budget to another: debited first, credited second. */
function moved(
  deed: Deed,
  kind: string,
  [debited, credited]: readonly [Part, Part],
  amount: Rupiah,
  narration: string,
): Entry {
  return entryOf({
    organisationId: deed.organisationId,
    kind,
    subjectId: deed.subjectId,
    occurredOn: deed.on,
    narration,
    lines: [
      { account: debited, of: deed.budgetId, debit: amount },
      { account: credited, of: deed.budgetId, credit: amount },
    ],
  });
}

/**
 * Opens a budget.
 *
 *   Dr  Budget source       amount
 *       Cr  Budget available    amount
 */
export function openingEntry(deed: Deed, amount: Rupiah): Entry {
  return moved(deed, "budget.opened", ["budgetSource", "budgetAvailable"], amount, "Anggaran dibuka");
}

/**
 * Holds what an order may cost. An order that was withdrawn and submitted again is booked again, under a kind that
 * carries its version after `#`, because a deed is booked once.
 *
 *   Dr  Budget available    amount
 *       Cr  Budget reserved     amount
 */
export function reservingEntry(deed: Deed, amount: Rupiah, repeat: number | null): Entry {
  return moved(
    deed,
    repeat === null ? "order.reserved" : `order.reserved#${repeat}`,
    ["budgetAvailable", "budgetReserved"],
    amount,
    "Anggaran ditahan untuk pesanan",
  );
}

/**
 * Gives back what an order still holds, when it is withdrawn (with its version), cancelled, expired or closed.
 *
 *   Dr  Budget reserved     amount
 *       Cr  Budget available    amount
 */
export function releasingEntry(deed: Deed, amount: Rupiah, repeat: number | null): Entry {
  return moved(
    deed,
    repeat === null ? "order.released" : `order.released#${repeat}`,
    ["budgetReserved", "budgetAvailable"],
    amount,
    "Sisa tahanan pesanan dikembalikan ke anggaran",
  );
}

/**
 * Gives back what need not be held any more, because a seller accepted below the ceiling, or without tax.
 *
 *   Dr  Budget reserved     amount
 *       Cr  Budget available    amount
 */
export function agreeingEntry(deed: Deed, amount: Rupiah): Entry {
  return moved(
    deed,
    "order.agreed",
    ["budgetReserved", "budgetAvailable"],
    amount,
    "Tahanan diturunkan ke harga yang disepakati",
  );
}

/**
 * Holds again what an acceptance had given back, because its promise was broken and the line may be filled at its ceiling.
 *
 *   Dr  Budget available    amount
 *       Cr  Budget reserved     amount
 */
export function reopeningEntry(deed: Deed, amount: Rupiah): Entry {
  return moved(
    deed,
    "order.reopened",
    ["budgetAvailable", "budgetReserved"],
    amount,
    "Tahanan dinaikkan lagi karena kesanggupan batal",
  );
}

/**
 * Spends what was received, out of what the order holds; what weighs more than was held comes out of what is left.
 *
 *   Dr  Budget reserved     held part
 *   Dr  Budget available    the rest
 *       Cr  Budget spent        amount
 */
export function spendingEntry(deed: Deed, amount: Rupiah, held: Rupiah): Entry {
  const fromReserved = amount < held ? amount : held;
  invariant(fromReserved >= 0n, "what is held is not negative");
  return entryOf({
    organisationId: deed.organisationId,
    kind: "order.spent",
    subjectId: deed.subjectId,
    occurredOn: deed.on,
    narration: "Belanja dari barang yang diterima",
    lines: [
      { account: "budgetReserved", of: deed.budgetId, debit: fromReserved },
      { account: "budgetAvailable", of: deed.budgetId, debit: amount - fromReserved },
      { account: "budgetSpent", of: deed.budgetId, credit: amount },
    ],
  });
}
