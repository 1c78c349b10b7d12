import { invariant } from "#app/kernel/errors.ts";
import type { TieBreak } from "../simplex/settle-ties.ts";
import type { TransportAnswer } from "../simplex/solve-transport.ts";
import type { Transport } from "../simplex/transport.ts";
import { avoidSmallParts } from "./avoid-small-parts.ts";
import { boundWithin } from "./bound.ts";
import { type Limits, type Part, Plan } from "./limits.ts";
import { refinePlan } from "./refine-plan.ts";
import { drawTogether, keepWithinLimits, topUp } from "./seek-plan.ts";
import { hasTooMany, serveStrictFirst } from "./serve-strict.ts";
import { isBetter, type Worth, worthOf } from "./worth.ts";

/** A plan that keeps every limit, and how far it can be from the best such plan at the most. */
export type LimitedPlan = {
  /** By line; sorted by offer. */
  readonly parts: readonly (readonly Part[])[];
  readonly missing: Float64Array;
  readonly worth: Worth;
  /** What nothing that keeps the limits can beat: it cannot fill more or, filling as much, cost less. */
  readonly bound: Worth;
  /** Base units that the bound fills and the plan does not. */
  readonly gap: bigint;
};

// Later rounds find next to nothing.
const ROUNDS = 4;

/**
 * Turns the optimum of a transport into a plan that keeps `limits`. Parts below the least of their offer are avoided from
 * the optimal tree on. Lines with more suppliers than they may have are then served first and everyone else anew around them,
 * round after round, until no new line has too many; each round is cut to what the limits allow, filled up by what
 * things are worth to everyone, and made the cheapest over its own pairs. The best round stands. The optimum itself is
 * returned when it keeps the limits already.
 *
 * Only cutting and solving again over what is left does worse than a plain greedy. Deterministic: every order is by
 * worth, then position, and where a whole transport is solved on the way, ties are broken by `tie`.
 */
export function planWithinLimits(
  transport: Transport,
  optimum: TransportAnswer,
  limits: Limits,
  tie: TieBreak,
): LimitedPlan {
  const bound = boundWithin(new Plan(transport, limits), limits, optimum);
  let sought = avoidSmallParts(transport, optimum, limits);
  const strict = new Set<number>();
  let best: { readonly plan: Plan; readonly worth: Worth } | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const kept = keepWithinLimits(transport, limits, sought.parts);
    topUp(kept, sought.rent);
    const plan = refinePlan(kept);
    drawTogether(plan);
    const worth = worthOf(plan);
    if (best === null || isBetter(worth, best.worth)) best = { plan, worth };
    const known = strict.size;
    for (const [line, parts] of sought.parts.entries()) if (hasTooMany(limits, line, parts)) strict.add(line);
    if (strict.size === known) break;
    sought = serveStrictFirst(transport, limits, strict, sought.rent, tie);
  }
  invariant(best !== null, "there is a plan, be it that nobody is served");
  const { plan, worth } = best;
  invariant(
    !isBetter({ ...worth, handling: 0n }, bound),
    "no plan is better than the optimum without limits",
  );
  return {
    parts: plan.parts.map((list) => [...list].sort((a, b) => a.offer - b.offer)),
    missing: plan.missing,
    worth,
    bound,
    gap: bound.filled - worth.filled,
  };
}
