import type { Rupiah } from "#app/kernel/money.ts";

/** Tries until the search gives up: a hint that takes longer than a blink is none. */
const TRIES_MAX = 40_000;
/** The oldest so many are looked at. */
const AMONG_MAX = 40;

/**
 * Some of the things given, at most `atMost` of them, that together are exactly `amount`: the fewest, and of equally few those that
 * come first by rank. `isOnly` says that no other choice of as many is. Null when there is none, or none was found within the tries.
 * The order in which things are given makes no difference.
 */
export function choiceOf<Thing>(
  things: readonly Thing[],
  amount: Rupiah,
  by: {
    readonly amountOf: (thing: Thing) => Rupiah;
    readonly rankOf: (thing: Thing) => string;
    readonly atMost: number;
  },
): { readonly chosen: readonly Thing[]; readonly isOnly: boolean } | null {
  const ranked = things
    .map((thing) => ({ thing, amount: by.amountOf(thing), rank: by.rankOf(thing) }))
    .filter((one) => one.amount > 0n && one.amount <= amount)
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, AMONG_MAX);
  // What all from here on come to: where that is too little, nobody need look.
  const after = ranked.map((_, at) => ranked.slice(at).reduce((sum, one) => sum + one.amount, 0n));
  let tries = 0;
  const found: Thing[][] = [];

  function look(from: number, left: Rupiah, count: number, chosen: Thing[]): void {
    if (left === 0n) {
      if (count === 0) found.push(chosen);
      return;
    }
    for (let at = from; count > 0 && at < ranked.length && found.length < 2; at++) {
      const one = ranked[at];
      tries += 1;
      if (tries > TRIES_MAX || one === undefined || (after[at] ?? 0n) < left) return;
      if (one.amount <= left) look(at + 1, left - one.amount, count - 1, [...chosen, one.thing]);
    }
  }

  for (let count = 1; count <= Math.min(by.atMost, ranked.length) && found.length === 0; count++)
    look(0, amount, count, []);
  const [chosen] = found;
  return chosen ? { chosen, isOnly: found.length === 1 && tries <= TRIES_MAX } : null;
}
