/** What one member may get of a single wave. Counts are whole lots; the cap is already what the wave allows. */
export type Claim = { readonly weight: number; readonly floor: number; readonly cap: number };

/** One member's share and how it came about. `ideal` is the exact share before rounding, as a fraction. */
export type Share =
  | { readonly lots: number; readonly settledBy: "cap" | "floor" }
  | {
      readonly lots: number;
      readonly settledBy: "ideal";
      readonly ideal: Fraction;
      readonly roundedUp: boolean;
    };

type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

/**
 * Splits `lots` by Hamilton's rule with limits: everyone's ideal is the same multiple of the weight, except that no one
 * gets more than the cap or less than the floor; ideals are rounded down, and the lots left over go one each to the
 * largest remainders.
 *
 * Claims must come in id order: of two equal remainders the earlier wins. The shares add up to `lots`, or to all caps
 * when those are less. When the floors alone ask for more than there is, the floors are what is split.
 */
export function apportion(lots: number, claims: readonly Claim[]): Share[] {
  const capSum = claims.reduce((sum, claim) => sum + BigInt(claim.cap), 0n);
  const floorSum = claims.reduce((sum, claim) => sum + BigInt(Math.min(claim.floor, claim.cap)), 0n);
  const given = BigInt(lots) < capSum ? BigInt(lots) : capSum;
  if (floorSum >= given) {
    return apportionWithin(
      given,
      claims.map((claim) => ({ ...claim, floor: 0, cap: Math.min(claim.floor, claim.cap) })),
    );
  }
  return apportionWithin(
    given,
    claims.map((claim) => ({ ...claim, floor: Math.min(claim.floor, claim.cap) })),
  );
}

type Bound = "cap" | "floor";

function apportionWithin(lots: bigint, claims: readonly Claim[]): Share[] {
  const bound = boundByLimits(lots, claims);
  let left = lots;
  let weights = 0n;
  for (const [at, claim] of claims.entries()) {
    const limit = bound[at];
    if (limit == null) weights += BigInt(claim.weight);
    else left -= BigInt(claim[limit]);
  }
  const shares = claims.map((claim, at): Share & { rest: bigint } => {
    const limit = bound[at];
    if (limit != null) return { lots: claim[limit], settledBy: limit, rest: -1n };
    const ideal = { numerator: left * BigInt(claim.weight), denominator: weights };
    const whole = ideal.numerator / weights;
    return {
      lots: Number(whole),
      settledBy: "ideal",
      ideal,
      roundedUp: false,
      rest: ideal.numerator - whole * weights,
    };
  });
  const over = Number(lots - shares.reduce((sum, share) => sum + BigInt(share.lots), 0n));
  const byRemainder = shares
    .map((_, at) => at)
    .sort((a, b) => compare(shares[b]?.rest ?? 0n, shares[a]?.rest ?? 0n) || a - b);
  const lucky = new Set(byRemainder.slice(0, over));
  return shares.map(({ rest: _, ...share }, at) =>
    lucky.has(at) && share.settledBy === "ideal"
      ? { ...share, lots: share.lots + 1, roundedUp: true }
      : share,
  );
}

/**
 * Who ends at a limit. Each round works out the ideals of those still free; if the caps cut off more than the floors
 * add, whoever reaches a cap gets it and leaves, otherwise whoever falls to a floor does. The side with the larger
 * sum is settled for good, because the others can only move it further the same way.
 */
function boundByLimits(lots: bigint, claims: readonly Claim[]): (Bound | null)[] {
  const bound = claims.map((): Bound | null => null);
  for (;;) {
    let left = lots;
    let weights = 0n;
    for (const [at, claim] of claims.entries()) {
      const limit = bound[at];
      if (limit == null) weights += BigInt(claim.weight);
      else left -= BigInt(claim[limit]);
    }
    const free = claims.flatMap((claim, at) =>
      bound[at] === null
        ? [
            {
              at,
              over: left * BigInt(claim.weight) - BigInt(claim.cap) * weights,
              under: BigInt(claim.floor) * weights - left * BigInt(claim.weight),
            },
          ]
        : [],
    );
    const cut = free.filter(({ over }) => over >= 0n);
    const raised = free.filter(({ under }) => under > 0n);
    if (cut.length === 0 && raised.length === 0) return bound;
    const cutSum = cut.reduce((sum, { over }) => sum + over, 0n);
    const raisedSum = raised.reduce((sum, { under }) => sum + under, 0n);
    if (cutSum >= raisedSum) for (const { at } of cut) bound[at] = "cap";
    if (raisedSum >= cutSum) for (const { at } of raised) bound[at] = "floor";
  }
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
