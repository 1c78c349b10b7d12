import { quantity } from "#app/i18n/format.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Pack } from "#app/kernel/quantity.ts";

/**
 * What is weighed at the door settles what is owed: delivered = accepted + rejected, to the base unit. Scales differ, so
 * weight may stray from the promise by a tolerance (in basis points, a dated rule); what is missing beyond it makes
 * the line short, and what is over beyond it is not accepted at all.
 */

/** How far a quantity may stray, cut to whole base units. */
export function toleranceOf(base: bigint, basisPoints: number): bigint {
  return (base * BigInt(basisPoints)) / 10_000n;
}

function told(base: bigint, { unit, basePerUnit }: Pack): { readonly most: string } {
  return { most: quantity(base, unit, basePerUnit) };
}

/** Refuses to load more than was promised plus tolerance: what nobody ordered does not leave. */
export function checkLoaded(
  line: Pack & { readonly promisedBase: bigint; readonly loadedBase: bigint },
  basisPoints: number,
): void {
  const most = line.promisedBase + toleranceOf(line.promisedBase, basisPoints);
  if (line.loadedBase > most) throw new RuleBroken("shipments.loadedTooMuch", told(most, line));
}

/** Refuses more at the door than was loaded, beyond what scales differ by. */
export function checkDelivered(
  line: Pack & { readonly loadedBase: bigint; readonly deliveredBase: bigint },
  basisPoints: number,
): void {
  const most = line.loadedBase + toleranceOf(line.loadedBase, basisPoints);
  if (line.deliveredBase > most) throw new RuleBroken("shipments.moreThanLoaded", told(most, line));
}

export type WeighedLine = Pack & {
  readonly promisedBase: bigint;
  readonly loadedBase: bigint;
  readonly deliveredBase: bigint;
  readonly rejectedBase: bigint;
};

export type Settlement = {
  readonly acceptedBase: bigint;
  /** Against the promise: within tolerance it is complete, below it the line stays short. */
  readonly verdict: "complete" | "short";
};

/**
 * What a weighed line comes to. Refuses more rejected than delivered, more delivered than was loaded (beyond
 * what scales differ by), and more accepted than was promised plus tolerance.
 */
export function settle(line: WeighedLine, basisPoints: number): Settlement {
  if (line.rejectedBase > line.deliveredBase) throw new RuleBroken("shipments.rejectedTooMuch");
  checkDelivered(line, basisPoints);
  const acceptedBase = line.deliveredBase - line.rejectedBase;
  const tolerance = toleranceOf(line.promisedBase, basisPoints);
  if (acceptedBase > line.promisedBase + tolerance)
    throw new RuleBroken("shipments.overDelivered", told(line.promisedBase + tolerance, line));
  return { acceptedBase, verdict: acceptedBase < line.promisedBase - tolerance ? "short" : "complete" };
}

/** Reasons after which goods that come back can be sold no more. */
const SPOILED: ReadonlySet<string> = new Set([
  "rotten",
  "wilted",
  "bruised",
  "temperature",
  "expired",
  "cracked",
]);

/**
 * Where rejected goods end: those that go back with the driver return to the lot, whole ones to be offered again and
 * spoiled ones as loss; what is destroyed at the door is a loss of the lot; what the buyer keeps against a deduction
 * stays shipped. No more comes back than left, though the scale at the door may have said a little more.
 */
export function returnOf(line: {
  readonly loadedBase: bigint;
  readonly rejectedBase: bigint;
  readonly rejectReason: string | null;
  readonly disposition: string | null;
}): { readonly backBase: bigint; readonly lostBase: bigint } {
  const rejectedBase = line.rejectedBase < line.loadedBase ? line.rejectedBase : line.loadedBase;
  if (line.disposition === "destroyed") return { backBase: 0n, lostBase: rejectedBase };
  const comesBack = line.disposition === "returned" || line.disposition === "replaced_today";
  if (!comesBack) return { backBase: 0n, lostBase: 0n };
  return SPOILED.has(line.rejectReason ?? "")
    ? { backBase: 0n, lostBase: rejectedBase }
    : { backBase: rejectedBase, lostBase: 0n };
}

export type GoneLine = Parameters<typeof returnOf>[0] & { readonly acceptedBase: bigint };

/**
 * What of a line is gone for its seller: spoiled or destroyed, and what is short, because it shrank, fell off or stays with the
 * buyer unpaid. Sold is no more than left and did not come back, though the scale at the door may have said a little more.
 */
export function goneOf(line: GoneLine): {
  readonly lostBase: bigint;
  readonly shortBase: bigint;
} {
  const { backBase, lostBase } = returnOf(line);
  const awayBase = line.loadedBase - backBase - lostBase;
  return { lostBase, shortBase: awayBase > line.acceptedBase ? awayBase - line.acceptedBase : 0n };
}

/**
 * Splits one weight over the lines that it was promised on, in their order: each line is filled up to its promise,
 * and what is over stays with the last. The parts add up to `base`.
 */
export function spreadOver(base: bigint, promised: readonly bigint[]): bigint[] {
  let rest = base;
  return promised.map((most, at) => {
    const part = at === promised.length - 1 || rest < most ? rest : most;
    rest -= part;
    return part;
  });
}
