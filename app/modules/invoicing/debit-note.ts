import type { Rupiah } from "#app/kernel/money.ts";

/**
 * A debit note is how the trade center turns to whoever drove: a claim was granted to the buyer, the loss happened on the road,
 * and no statement bears it. Always true: it asks no more than the trade center bore because of the road, it stands once for a
 * claim, and what is paid and set off never exceeds it.
 */
export type DebitNoteStanding = "waiting" | "silent" | "accepted" | "contested" | "settled" | "taken_back";

/**
 * What the trade center may ask back from the carrier: what was granted because of the road, less all that the carrier's own
 * statement of the call-off bears already, never below nothing.
 */
export function carrierTurn(of: { readonly roadRupiah: Rupiah; readonly borneRupiah: Rupiah }): Rupiah {
  return of.roadRupiah > of.borneRupiah ? of.roadRupiah - of.borneRupiah : 0n;
}

/** What of a debit note is neither paid nor on its way. */
export function openOfDebit(note: {
  readonly amountRupiah: Rupiah;
  readonly paidRupiah: Rupiah;
  readonly underwayRupiah: Rupiah;
}): Rupiah {
  return note.amountRupiah - note.paidRupiah - note.underwayRupiah;
}

/** Where a debit note stands at a moment. */
export function standingOfDebit(
  note: {
    readonly amountRupiah: Rupiah;
    readonly paidRupiah: Rupiah;
    readonly isAccepted: boolean | null;
    readonly dueAt: Date;
    readonly takenBackAt: Date | null;
  },
  at: Date,
): DebitNoteStanding {
  if (note.takenBackAt) return "taken_back";
  if (note.paidRupiah === note.amountRupiah) return "settled";
  if (note.isAccepted !== null) return note.isAccepted ? "accepted" : "contested";
  return at > note.dueAt ? "silent" : "waiting";
}

/** Set off without the carrier's hand only what it took upon itself or said nothing about in time. */
export function maySetOff(standing: DebitNoteStanding): boolean {
  return standing === "accepted" || standing === "silent";
}

export type OwedStatement = { readonly statementId: string; readonly dueRupiah: Rupiah };

/** How much of a debit note is kept from which statement, the earlier first; never more than is open or due. */
export function setOffParts(
  openRupiah: Rupiah,
  statements: readonly OwedStatement[],
): { readonly statementId: string; readonly amountRupiah: Rupiah }[] {
  let left = openRupiah;
  const parts: { statementId: string; amountRupiah: Rupiah }[] = [];
  for (const { statementId, dueRupiah } of statements) {
    const amountRupiah = dueRupiah < left ? dueRupiah : left;
    if (amountRupiah <= 0n) continue;
    parts.push({ statementId, amountRupiah });
    left -= amountRupiah;
  }
  return parts;
}
