import type { Lifecycle } from "#app/kernel/lifecycle.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { openOf } from "./invoice.ts";

/**
 * How a verified receivable goes to somebody else. One person of the seller proposes it and another checks it; an organisation of the
 * house then takes it, an institution outside of it has agreed on paper; the buyer acknowledges it, and from then on owes the
 * assignee. Whoever holds it may give it back while nothing was paid.
 */
export type AssignmentState =
  | "proposed"
  | "offered"
  | "notified"
  | "effective"
  | "refused"
  | "withdrawn"
  | "released";
export type AssignmentEvent = "offer" | "notify" | "acknowledge" | "refuse" | "withdraw" | "release";

export const assignmentLifecycle = {
  proposed: { offer: "offered", notify: "notified", refuse: "refused", withdraw: "withdrawn" },
  offered: { notify: "notified", refuse: "refused", withdraw: "withdrawn" },
  notified: { acknowledge: "effective", refuse: "refused", withdraw: "withdrawn" },
  effective: { release: "released" },
  refused: {},
  withdrawn: {},
  released: {},
} as const satisfies Lifecycle<AssignmentState, AssignmentEvent>;

/** Assignments that stand, or may yet: while one does, no other is made of the same invoice. */
export const standingAssignments = [
  "proposed",
  "offered",
  "notified",
  "effective",
] as const satisfies readonly AssignmentState[];

export type ReceivableGround = {
  readonly state: string;
  readonly kind: string;
  readonly totalRupiah: Rupiah;
  readonly advanceRupiah: Rupiah;
  readonly creditedRupiah: Rupiah;
  readonly paidRupiah: Rupiah;
  readonly reportedRupiah: Rupiah;
  /** What the buyer claims back of its goods and nobody has decided yet, or was granted and not credited yet. */
  readonly disputedRupiah: Rupiah;
  /** What it objects to, line by line, and the seller has not answered yet. */
  readonly heldRupiah: Rupiah;
};

/**
 * Why an invoice is no verified receivable, as the code of a refusal; null when it is one: goods that were accepted, claimed by an
 * issued invoice, of which nothing was paid, reported, credited or disputed, so that all of it is still owed.
 */
export function flawOfReceivable(ground: ReceivableGround): string | null {
  if (ground.state !== "issued" || ground.kind !== "delivery" || openOf(ground) <= 0n)
    return "invoicing.receivableNotOpen";
  if (ground.paidRupiah > 0n || ground.reportedRupiah > 0n) return "invoicing.receivablePaid";
  if (ground.creditedRupiah > 0n) return "invoicing.receivableCredited";
  if (ground.disputedRupiah + ground.heldRupiah > 0n) return "invoicing.receivableDisputed";
  return null;
}
