import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Invalid, RuleBroken } from "#app/kernel/errors.ts";
import type { CallOffState } from "./contract-lifecycle.ts";

/**
 * A schedule is what is called off at one time for several days: each of its waves is a call-off with a day, a number, a
 * trip and an invoice of its own, and koperasi share in all of them at once. A call-off for a single day is a schedule
 * of one wave. Always true: no two waves of a schedule are delivered on the same day, and each is a whole number of packs.
 */
export const WAVES_MAX = 12;

/** How warm a vehicle may be that carries goods: not cooled, cooled above freezing, or frozen. */
export const coolings = ["ambient", "cool", "frozen"] as const;
export type Cooling = (typeof coolings)[number];

/** Whether a koperasi wants to share: all that it can bring, at most so much, or not this time. */
export const willingnesses = ["yes", "at_most", "no"] as const;
export type Willingness = (typeof willingnesses)[number];

/** True while shares of a call-off can still be given, taken and given back: until its truck has left. */
export function isShareable(callOff: {
  readonly state: CallOffState;
  readonly leftAt: Date | null;
}): boolean {
  return callOff.state === "open" || (callOff.state === "locked" && callOff.leftAt === null);
}

/** The pack counts nearest to a quantity that is not a whole number of packs; `below` may be 0. */
export function packsAround(quantityBase: bigint, basePerPack: bigint) {
  const below = quantityBase / basePerPack;
  return { below, above: below + 1n, isWhole: below > 0n && quantityBase % basePerPack === 0n };
}

const PACKS_MAX = 1_000_000n;

/**
 * Packs of a wave that was asked for by count or by quantity. Refuses a quantity that is not a whole number of packs, naming the
 * nearest below and above in the words that `say` finds for base units.
 */
export function packsOf(
  asked: { readonly packs?: number | undefined; readonly quantityBase?: bigint | undefined },
  pack: { readonly unit: string; readonly basePerPack: bigint },
  say: (base: bigint) => string,
): number {
  if (asked.packs !== undefined) return asked.packs;
  if (asked.quantityBase === undefined) throw new Invalid({ packs: ["kernel.required"] });
  const { below, above, isWhole } = packsAround(asked.quantityBase, pack.basePerPack);
  if (!isWhole) {
    const named = (packs: bigint) => ({ packs: packs.toString(), base: say(packs * pack.basePerPack) });
    const [less, more] = [named(below), named(above)];
    throw new RuleBroken(below === 0n ? "contracts.lessThanPack" : "contracts.notInPacks", {
      asked: say(asked.quantityBase),
      pack: say(pack.basePerPack),
      unit: pack.unit,
      below: less.base,
      belowPacks: less.packs,
      above: more.base,
      abovePacks: more.packs,
    });
  }
  if (below > PACKS_MAX) throw new Invalid({ packs: ["contracts.tooManyPacks"] });
  return Number(below);
}

/** Refuses a schedule that names one day twice. The waves come back in the order of their days. */
export function wavesInOrder<Wave extends { readonly deliveryDay: BusinessDay }>(
  waves: readonly Wave[],
): Wave[] {
  const inOrder = [...waves].sort((a, b) => (a.deliveryDay < b.deliveryDay ? -1 : 1));
  const twice = inOrder.find((wave, at) => wave.deliveryDay === inOrder[at + 1]?.deliveryDay);
  if (twice) throw new RuleBroken("contracts.dayTwice", { day: twice.deliveryDay });
  return inOrder;
}
