import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";
import { spreadOver, toleranceOf } from "./receiving.ts";

/**
 * A claim is what the buyer does not pay of what arrived: the breakage of the whole delivery beyond the contract's
 * allowance. It is borne by the koperasi whose own goods broke beyond the allowance, in proportion to their excess,
 * so that nobody pays for a claim while the delivery as a whole is within what was agreed.
 */
export type ArrivedShare = {
  readonly shipmentId: string;
  readonly brokenBase: bigint;
  /** Its lines in order: what was promised, what arrived, and the price per `basePerUnit`. */
  readonly lines: readonly {
    readonly promisedBase: bigint;
    readonly deliveredBase: bigint;
    readonly priceRupiah: Rupiah;
    readonly basePerUnit: bigint;
  }[];
};

export type ShareClaim = {
  readonly shipmentId: string;
  readonly brokenBase: bigint;
  /** What of the breakage is borne by the buyer. */
  readonly allowanceBase: bigint;
  readonly claimedBase: bigint;
  /** Worth of what arrived less worth of what is accepted, line by line, so that the invoice comes out to the rupiah. */
  readonly amountRupiah: Rupiah;
  /** Claimed base units of each line, in the order of the lines. */
  readonly claimedOnLines: readonly bigint[];
};

function deliveredOf(arrived: ArrivedShare): bigint {
  return sumOf(arrived.lines.map((line) => line.deliveredBase));
}

/**
 * The claims of one delivery. `allowanceBasisPoints` is the breakage that the contract lets pass. Shares come in a
 * stable order (by shipment id). Always true: Σ claimed = max(0, Σ broken − allowance on Σ delivered), and no share
 * is claimed more than broke of it.
 */
export function claimsOf(arrived: readonly ArrivedShare[], allowanceBasisPoints: number): ShareClaim[] {
  const delivered = sumOf(arrived.map(deliveredOf));
  const broken = sumOf(arrived.map((one) => one.brokenBase));
  const allowed = toleranceOf(delivered, allowanceBasisPoints);
  const total = broken > allowed ? broken - allowed : 0n;
  const excesses = arrived.map((one) => {
    const excess = one.brokenBase - toleranceOf(deliveredOf(one), allowanceBasisPoints);
    return excess > 0n ? excess : 0n;
  });
  const claimed = share(total, excesses);
  return arrived.map((one, at) => claimOn(one, claimed[at] ?? 0n));
}

function claimOn(one: ArrivedShare, claimedBase: bigint): ShareClaim {
  invariant(claimedBase <= one.brokenBase, "no more is claimed than broke");
  const claimedOnLines = spreadOver(
    claimedBase,
    one.lines.map((line) => line.deliveredBase),
  );
  const worth = (base: bigint, line: ArrivedShare["lines"][number]) =>
    priceOf(base, line.priceRupiah, line.basePerUnit);
  return {
    shipmentId: one.shipmentId,
    brokenBase: one.brokenBase,
    allowanceBase: one.brokenBase - claimedBase,
    claimedBase,
    amountRupiah: sumOf(
      one.lines.map(
        (line, at) =>
          worth(line.deliveredBase, line) - worth(line.deliveredBase - (claimedOnLines[at] ?? 0n), line),
      ),
    ),
    claimedOnLines,
  };
}
