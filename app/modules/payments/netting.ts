import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Lifecycle } from "#app/kernel/lifecycle.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";

/**
 * Two organisations that owe each other let as much of both debts meet as they agree on (perjumpaan utang, KUHPerdata 1425–1429). One of them
 * proposes, the other agrees or declines; what was agreed is taken back like other payments.
 */
export type NettingState = "proposed" | "agreed" | "declined" | "withdrawn" | "reversed";
export type NettingEvent = "agree" | "decline" | "withdraw" | "reverse";

export const nettingLifecycle = {
  proposed: { agree: "agreed", decline: "declined", withdraw: "withdrawn" },
  agreed: { reverse: "reversed" },
  declined: {},
  withdrawn: {},
  reversed: {},
} as const satisfies Lifecycle<NettingState, NettingEvent>;

/** Whoever trades with money of its own. What a kitchen pays with is the programme's, for food and nothing else. */
export const nettingKinds: readonly OrganisationKind[] = ["koperasi", "bumd", "trade_center"];

type Party = { readonly kind: OrganisationKind; readonly hasTreasurer: boolean };

/**
 * Why these two cannot net, or null. Of a buyer for whom a treasurer of the government pays, tax is kept of every payment and written on a
 * slip (decision 062): a netting has neither.
 */
export function flawOfParties(parties: readonly Party[]): "nettingKind" | "nettingTreasurer" | null {
  if (parties.some(({ kind }) => !nettingKinds.includes(kind))) return "nettingKind";
  return parties.some(({ hasTreasurer }) => hasTreasurer) ? "nettingTreasurer" : null;
}

/** An invoice, and what is asked for it: neither paid, reported, credited nor held by an objection. */
export type NettingClaim = {
  readonly invoiceId: string;
  readonly dueOn: BusinessDay;
  readonly openRupiah: Rupiah;
};
type NettingPart = {
  readonly invoiceId: string;
  readonly amountRupiah: Rupiah;
  readonly openRupiah: Rupiah;
};

const least = (one: Rupiah, other: Rupiah): Rupiah => (one < other ? one : other);

/** The most that can meet: what is open on the side that owes less. */
export function mostToNet(own: readonly NettingClaim[], theirs: readonly NettingClaim[]): Rupiah {
  const sum = (claims: readonly NettingClaim[]) => sumOf(claims.map((claim) => claim.openRupiah));
  return least(sum(own), sum(theirs));
}

const orderOf = ({ dueOn, invoiceId }: NettingClaim) => `${dueOn} ${invoiceId}`;

/** What `amountRupiah` pays of the invoices of one side, the longest due first; never more of any than is open. */
export function spreadOver(amountRupiah: Rupiah, claims: readonly NettingClaim[]): NettingPart[] {
  const inOrder = claims.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const parts: NettingPart[] = [];
  let left = amountRupiah;
  for (const { invoiceId, openRupiah } of inOrder) {
    const part = least(left, openRupiah);
    if (part > 0n) parts.push({ invoiceId, amountRupiah: part, openRupiah });
    left -= part;
  }
  return parts;
}
