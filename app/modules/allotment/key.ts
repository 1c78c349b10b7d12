import { share } from "#app/kernel/share.ts";

/**
 * By what koperasi share. `agreed` is what the trade center agreed with each of them; `standard` is the house's key, a
 * dated rule: a part by what each says it can bring a day, a part by how much it kept of what it was offered
 * before, a part for everyone alike.
 */
export const allotmentKeys = ["agreed", "standard"] as const;
export type AllotmentKey = (typeof allotmentKeys)[number];

/** Percent of the key by capacity, by history, and for everyone alike. */
export type KeyParts = { readonly capacity: number; readonly history: number; readonly equal: number };

export type KeySharer = {
  readonly koperasiId: string;
  /** What it says it can bring a day, in the unit that capacities are agreed in. */
  readonly capacity: number;
  /** Of what it was offered in the remembered window, how much it took and did not break; null before the first time. */
  readonly history: { readonly offered: number; readonly kept: number } | null;
};

/** What all weights of the standard key add up to: a weight of 2,431 is 24.31 %. */
const WHOLE = 10_000n;

/**
 * The weights of the standard key, by koperasi id; they add up to 10,000, but that nobody goes below 1. Who has no
 * history counts as reliable. Null when the parts add up to nothing: then there is no key to share by.
 */
export function standardWeights(sharers: readonly KeySharer[], parts: KeyParts): Map<string, number> | null {
  const partSum = parts.capacity + parts.history + parts.equal;
  if (partSum <= 0 || Math.min(parts.capacity, parts.history, parts.equal) < 0) return null;
  if (sharers.length === 0) return new Map();
  const inOrder = [...sharers].sort((a, b) => (a.koperasiId < b.koperasiId ? -1 : 1));
  const split = (part: number, weights: readonly bigint[]) => {
    const total = BigInt(part) * WHOLE * WHOLE;
    return share(total, weights.every((one) => one === 0n) ? weights.map(() => 1n) : weights);
  };
  const byCapacity = split(
    parts.capacity,
    inOrder.map((one) => BigInt(one.capacity)),
  );
  const byHistory = split(
    parts.history,
    inOrder.map(({ history }) =>
      history === null || history.offered === 0
        ? WHOLE
        : (WHOLE * BigInt(history.kept)) / BigInt(history.offered),
    ),
  );
  const alike = split(
    parts.equal,
    inOrder.map(() => 1n),
  );
  const whole = share(
    WHOLE,
    inOrder.map((_, at) => (byCapacity[at] ?? 0n) + (byHistory[at] ?? 0n) + (alike[at] ?? 0n)),
  );
  return new Map(inOrder.map((one, at) => [one.koperasiId, Math.max(1, Number(whole[at] ?? 0n))]));
}
