import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type AccountName, planOf } from "./chart.ts";

/**
 * An entry is what happened, once, in one organisation's books: at least two lines whose debits equal their credits.
 * It cannot be built unbalanced; the database refuses it a second time as it is written, and a nightly proof a third time.
 */
export type EntryLine = {
  readonly account: AccountName;
  readonly subjectId: string | null;
  readonly amount: Rupiah;
};

export type Entry = {
  readonly organisationId: string;
  /** The deed, e.g. `invoice.issued`; with `subjectId` it is booked once per organisation. */
  readonly kind: string;
  readonly subjectId: string;
  readonly occurredOn: BusinessDay;
  readonly narration: string;
  readonly reversesId: string | null;
  /** Debit positive, credit negative, none zero. */
  readonly lines: readonly EntryLine[];
};

type Side =
  | { readonly account: AccountName; readonly of?: string | null; readonly debit: Rupiah }
  | { readonly account: AccountName; readonly of?: string | null; readonly credit: Rupiah };

export type EntryDraft = Omit<Entry, "lines" | "reversesId"> & { readonly lines: readonly Side[] };

/**
 * Builds an entry from debits and credits. Amounts are not negative; lines of nothing fall away. Throws when the two
 * sides differ, when fewer than two lines remain, or when an account that is kept per subject is given none.
 */
export function entryOf(draft: EntryDraft): Entry {
  const lines: EntryLine[] = [];
  for (const side of draft.lines) {
    const amount = "debit" in side ? side.debit : -side.credit;
    invariant(("debit" in side ? side.debit : side.credit) >= 0n, `${draft.kind}: an amount is not negative`);
    if (amount === 0n) continue;
    const subjectId = side.of ?? null;
    invariant(
      (planOf(side.account).subject === null) === (subjectId === null),
      `${draft.kind}: ${side.account} and its subject`,
    );
    lines.push({ account: side.account, subjectId, amount });
  }
  const off = lines.reduce((sum, line) => sum + line.amount, 0n);
  invariant(off === 0n, `${draft.kind}: debits equal credits (off by ${off})`);
  invariant(lines.length >= 2, `${draft.kind}: an entry has two sides`);
  return { ...draft, lines, reversesId: null };
}
