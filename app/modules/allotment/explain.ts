import type { AllotRule } from "./allot-instance.ts";
import type { Share } from "./apportion.ts";
import type { Filling } from "./filling.ts";

/** An exact share before rounding, as digits, so that a plan can be kept as JSON. */
type IdealText = { readonly numerator: string; readonly denominator: string };

/**
 * Why a member got its lots, in codes and numbers; only `i18n/` and the command line make sentences.
 *
 * `ideal`: its exact share was rounded. `capReached`: it may not have more. `floorRaised`: its share alone would have
 * been less than what it is guaranteed. `lotsRanOut`: nothing was left when its turn would have come again.
 * `wavesFull`: lots are left, but not in waves where it may have more, even when everyone else moves. `noPlace`: it may
 * not deliver in any wave that asks for something.
 */
export type Because = {
  readonly member: string;
  readonly rule: AllotRule;
  readonly lots: number;
  readonly weight: number;
  readonly past: number;
  /** Most it may have by its own cap and waves. */
  readonly cap: number;
  /** Lots that came from its guaranteed floor. */
  readonly guaranteed: number;
} & (
  | { readonly code: "ideal"; readonly ideal: IdealText; readonly roundedUp: boolean; readonly asked: number }
  | { readonly code: "capReached" | "floorRaised" | "lotsRanOut" | "wavesFull" | "noPlace" }
);

type Explained = {
  readonly id: string;
  readonly weight: number;
  readonly past: number;
  readonly floor: number;
  readonly ownLimit: number;
  readonly waves: readonly { readonly most: number }[];
};

/** Why Hamilton's rule gave a member its share of the `asked` lots. */
export function becauseOfShare(member: Explained, share: Share, asked: number): Because {
  const facts = {
    ...factsOf(member, "hamilton", share.lots),
    guaranteed: Math.min(member.floor, share.lots),
  };
  if (member.waves.length === 0) return { ...facts, code: "noPlace" };
  if (share.settledBy === "ideal") {
    const ideal = { numerator: String(share.ideal.numerator), denominator: String(share.ideal.denominator) };
    return { ...facts, code: "ideal", ideal, roundedUp: share.roundedUp, asked };
  }
  if (share.settledBy === "floor") return { ...facts, code: "floorRaised" };
  if (share.lots === member.ownLimit) return { ...facts, code: "capReached" };
  return { ...facts, code: share.lots === member.floor ? "floorRaised" : "lotsRanOut" };
}

/** Why a rule that gives lot by lot stopped giving to the member at a position of the filling. */
export function becauseOfTurns(
  rule: AllotRule,
  member: Explained,
  at: number,
  guaranteed: number,
  { totals, left }: Filling,
): Because {
  const lots = totals[at] as number;
  const facts = { ...factsOf(member, rule, lots), guaranteed };
  if (member.waves.length === 0) return { ...facts, code: "noPlace" };
  if (lots === member.ownLimit) return { ...facts, code: "capReached" };
  return { ...facts, code: left.every((free) => free === 0) ? "lotsRanOut" : "wavesFull" };
}

function factsOf({ id, weight, past, ownLimit }: Explained, rule: AllotRule, lots: number) {
  return { member: id, rule, lots, weight, past, cap: ownLimit };
}
