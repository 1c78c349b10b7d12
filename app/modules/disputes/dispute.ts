import { RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { toleranceOf } from "../shipments/receiving.ts";
import type { Cause } from "./bearing.ts";

/**
 * A dispute is what a buyer finds after a handover was signed: too little, broken, not of the agreed quality. It is opened
 * within the contract's window, measured against its allowance, and never asks for more than arrived. It takes nothing back by
 * itself: the minutes of the handover stay, and what is granted becomes a credit note.
 */
export type ReceivedLine = {
  readonly shipmentLineId: string;
  readonly deliveredBase: bigint;
  /** Weighed at the door and not refused there: what the invoice claims. */
  readonly acceptedBase: bigint;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
  /** Breakage that was let pass at the door already. */
  readonly passedBase: bigint;
  /** What earlier claims on the line asked and may still get, and how much of the allowance they used, by cause. */
  readonly before: {
    readonly base: bigint;
    readonly rupiah: Rupiah;
    readonly allowanceBase: Readonly<Record<Cause, bigint>>;
  };
};

export type Allowances = {
  readonly breakageBasisPoints: number;
  readonly shrinkBasisPoints: number;
};

export type ClaimedLine = {
  readonly shipmentLineId: string;
  readonly cause: Cause;
  readonly claimedBase: bigint;
};

export type AskedLine<Claimed extends ClaimedLine = ClaimedLine> = Claimed & {
  /** What of the claim the buyer bears by the contract. */
  readonly allowanceBase: bigint;
  readonly askedBase: bigint;
  readonly askedRupiah: Rupiah;
};

/**
 * What the contract lets pass of a line: of its weight for a shortage, of breakage what the door has not let pass yet, and
 * nothing of bad quality. Each line for itself: a whole crate does not make up for a broken one of somebody else.
 */
function allowanceLeft(line: ReceivedLine, cause: Cause, allowances: Allowances): bigint {
  const agreed = {
    short: toleranceOf(line.deliveredBase, allowances.shrinkBasisPoints),
    broken: toleranceOf(line.deliveredBase, allowances.breakageBasisPoints) - line.passedBase,
    quality: 0n,
  }[cause];
  const left = agreed - line.before.allowanceBase[cause];
  return left > 0n ? left : 0n;
}

/**
 * What a claim comes to beyond the allowance, line by line in the order given. Refuses more than arrived and was accepted, less
 * what earlier claims ask, and a claim that the allowance covers whole.
 */
export function askedOf<Claimed extends ClaimedLine>(
  claimed: readonly Claimed[],
  received: readonly ReceivedLine[],
  allowances: Allowances,
): AskedLine<Claimed>[] {
  const rest = new Map(
    received.map((line) => [
      line.shipmentLineId,
      {
        base: line.acceptedBase - line.before.base,
        rupiah: priceOf(line.acceptedBase, line.priceRupiah, line.basePerUnit) - line.before.rupiah,
      },
    ]),
  );
  const asked = claimed.map((one) => {
    const line = received.find((candidate) => candidate.shipmentLineId === one.shipmentLineId);
    const left = rest.get(one.shipmentLineId);
    if (!line || !left) throw new RuleBroken("disputes.linesDiffer");
    if (one.claimedBase > left.base) throw new RuleBroken("disputes.moreThanArrived");
    const allowance = allowanceLeft(line, one.cause, allowances);
    const allowanceBase = allowance < one.claimedBase ? allowance : one.claimedBase;
    const askedBase = one.claimedBase - allowanceBase;
    const worth = priceOf(askedBase, line.priceRupiah, line.basePerUnit);
    // Parts of a line are rounded each for itself; together they never exceed what the invoice claims of it.
    const askedRupiah = worth < left.rupiah ? worth : left.rupiah;
    rest.set(one.shipmentLineId, { base: left.base - one.claimedBase, rupiah: left.rupiah - askedRupiah });
    return { ...one, allowanceBase, askedBase, askedRupiah };
  });
  if (asked.every((one) => one.askedBase === 0n)) throw new RuleBroken("disputes.withinAllowance");
  return asked;
}

/** What a granted part of an asked line is worth: all of it when all is granted, else its own price, never more than asked. */
export function grantedRupiahOf(
  line: { readonly askedBase: bigint; readonly askedRupiah: Rupiah },
  price: { readonly priceRupiah: Rupiah; readonly basePerUnit: bigint },
  grantedBase: bigint,
): Rupiah {
  if (grantedBase === line.askedBase) return line.askedRupiah;
  const worth = priceOf(grantedBase, price.priceRupiah, price.basePerUnit);
  return worth < line.askedRupiah ? worth : line.askedRupiah;
}

const HOUR_MS = 3_600_000;

/** When a claim on goods that were handed over at `receivedAt` can no longer be made. */
export function windowClosesAt(receivedAt: Date, hours: number): Date {
  return new Date(receivedAt.getTime() + hours * HOUR_MS);
}

/** The end of a time to answer that begins at `from`. */
export function deadlineAfter(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * HOUR_MS);
}
