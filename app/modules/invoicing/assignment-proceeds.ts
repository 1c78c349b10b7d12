import type { Lifecycle } from "#app/kernel/lifecycle.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/**
 * What the assignee of a receivable gave its seller for it, outside of the house, and what the seller gave back. Whoever paid states it
 * with what shows it; the other side says that it came, or did not. The house sets no price, lends nothing and moves no money: it keeps
 * both books true until what is assigned and what is owed for it is nothing in either.
 */
export type ProceedsState = "stated" | "acknowledged" | "refused" | "withdrawn" | "unbooked";
export type ProceedsEvent = "acknowledge" | "refuse" | "withdraw" | "unbook";

export const proceedsLifecycle = {
  stated: { acknowledge: "acknowledged", refuse: "refused", withdraw: "withdrawn" },
  /** It was acknowledged by a line of the bank that is other money: its entries have their mirrors, and the same words wait anew. */
  acknowledged: { unbook: "unbooked" },
  refused: {},
  withdrawn: {},
  unbooked: {},
} as const satisfies Lifecycle<ProceedsState, ProceedsEvent>;

/** `given`: the assignee paid the seller. `back`: the seller paid the assignee. */
export const proceedsDirections = ["given", "back"] as const;
export type ProceedsDirection = (typeof proceedsDirections)[number];

type Part = {
  readonly state: ProceedsState;
  readonly direction: ProceedsDirection;
  readonly moneyRupiah: Rupiah;
  readonly feeRupiah: Rupiah;
};

/** Where seller and assignee stand; all in rupiah, none ever stored. */
export type ProceedsStanding = {
  /** Money that came to the seller, less what went back. */
  readonly moneyRupiah: Rupiah;
  /** What the assignee kept, less what it waived. */
  readonly feeRupiah: Rupiah;
  /** What both put out of the claim: the two together. */
  readonly settledRupiah: Rupiah;
  /** What the assignee has yet to settle. Below nothing, the seller owes it: the buyer was credited after all was settled. */
  readonly leftRupiah: Rupiah;
};

/** The standing of a claim of which `dueRupiah` is the assignee's: what was assigned less what came back by credit notes. */
export function standingOf(dueRupiah: Rupiah, parts: readonly Part[]): ProceedsStanding {
  let moneyRupiah = 0n;
  let feeRupiah = 0n;
  for (const part of parts) {
    if (part.state !== "acknowledged") continue;
    const sign = part.direction === "given" ? 1n : -1n;
    moneyRupiah += sign * part.moneyRupiah;
    feeRupiah += sign * part.feeRupiah;
  }
  const settledRupiah = moneyRupiah + feeRupiah;
  return { moneyRupiah, feeRupiah, settledRupiah, leftRupiah: dueRupiah - settledRupiah };
}

/**
 * Why a sum cannot be stated, as the code of a refusal; null when it can. An assignee never gives more than is left of the claim, money and
 * fee together; a seller never gives back more than was settled, nor is waived more than it was charged.
 */
export function flawOfProceeds(
  part: Omit<Part, "state">,
  { settledRupiah, feeRupiah, leftRupiah }: ProceedsStanding,
): string | null {
  const sum = part.moneyRupiah + part.feeRupiah;
  if (part.direction === "given") return sum > leftRupiah ? "invoicing.proceedsTooMuch" : null;
  return sum > settledRupiah || part.feeRupiah > feeRupiah ? "invoicing.proceedsBackTooMuch" : null;
}

/**
 * Why what was acknowledged cannot be taken out of the books again, as the code of a refusal; null when it can. What was given stays while
 * some of it was given back, and what was given back while the same was given again; and while another statement waits, nobody else's words
 * are made to wait beside it.
 */
export function flawOfUnbooking<One extends Part>(
  assignedRupiah: Rupiah,
  parts: readonly One[],
  mistaken: One,
): string | null {
  if (parts.some(({ state }) => state === "stated")) return "invoicing.proceedsWait";
  const { settledRupiah, feeRupiah, leftRupiah } = standingOf(
    assignedRupiah,
    parts.filter((part) => part !== mistaken),
  );
  return settledRupiah < 0n || feeRupiah < 0n || leftRupiah < 0n ? "invoicing.proceedsBuiltOn" : null;
}

/** Which ways money can still be stated to have gone: none while a statement waits, and only where something is left to go that way. */
export function statableDirections(
  { settledRupiah, leftRupiah }: ProceedsStanding,
  parts: readonly Pick<Part, "state">[],
): ProceedsDirection[] {
  if (parts.some((part) => part.state === "stated")) return [];
  const worth: Readonly<Record<ProceedsDirection, Rupiah>> = { given: leftRupiah, back: settledRupiah };
  return proceedsDirections.filter((direction) => worth[direction] > 0n);
}
