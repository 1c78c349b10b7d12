import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";

/** So much of an invoice is to be paid by a day. */
export type DuePart = { readonly dueOn: BusinessDay; readonly amountRupiah: Rupiah };

type Claimed = {
  readonly dueOn: BusinessDay;
  readonly totalRupiah: Rupiah;
  readonly advanceRupiah: Rupiah;
  readonly creditedRupiah: Rupiah;
  readonly heldRupiah: Rupiah;
};

/**
 * By when what of an invoice is to be paid, the earliest first: all that is neither held nor credited by its own day, and what an
 * objection held and then stood after all by a day of its own. Parts of nothing are left out. Together they are what the invoice asks.
 */
export function duePartsOf(invoice: Claimed, later: readonly DuePart[]): DuePart[] {
  const asked = invoice.totalRupiah - invoice.advanceRupiah - invoice.creditedRupiah - invoice.heldRupiah;
  const first = asked - sumOf(later.map((part) => part.amountRupiah));
  invariant(first >= 0n, "what stands after all is part of what an invoice asks");
  return [{ dueOn: invoice.dueOn, amountRupiah: first }, ...later]
    .filter((part) => part.amountRupiah > 0n)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** What of the parts is open when so much came: money settles what fell due first. */
export function openPartsOf(parts: readonly DuePart[], cameRupiah: Rupiah): DuePart[] {
  let rest = cameRupiah;
  return parts.flatMap(({ dueOn, amountRupiah }) => {
    const settled = amountRupiah < rest ? amountRupiah : rest;
    rest -= settled;
    return settled === amountRupiah ? [] : [{ dueOn, amountRupiah: amountRupiah - settled }];
  });
}
