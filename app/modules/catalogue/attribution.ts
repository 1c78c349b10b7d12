import { invariant } from "#app/kernel/errors.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import { share } from "#app/kernel/share.ts";

/**
 * Whose goods move when a lot of several growers moves. Once mixed, nobody can say whose carrot it was; so every movement is
 * divided in proportion to what each still has in the lot. Always true: the parts add up to what moved, nobody gives more
 * than they have, and when the last gram is gone, each has given exactly what they brought, whatever the order of
 * shipments, returns and losses. Growers stand in the order of their ids, so that the same goods are divided alike.
 */
export type Holding = {
  /** Null for goods of nobody in particular. */
  readonly producerId: string | null;
  readonly base: bigint;
};

/** `base` divided among the holdings in proportion to them; parts of nothing are left out. Never more than they hold. */
export function divideAmong(base: bigint, holdings: readonly Holding[]): Holding[] {
  invariant(base >= 0n, "what moves is not negative");
  invariant(base <= sumOf(holdings.map((holding) => holding.base)), "no more moves than is held");
  const ordered = [...holdings].sort((a, b) => ((a.producerId ?? "") < (b.producerId ?? "") ? -1 : 1));
  const parts = share(
    base,
    ordered.map((holding) => holding.base),
  );
  return ordered.flatMap(({ producerId }, at) => {
    const part = parts[at] ?? 0n;
    return part === 0n ? [] : [{ producerId, base: part }];
  });
}

/** The kinds of entries in the book of a lot, and what each does to what was brought, shipped and lost. */
export const lotMoveKinds = [
  "brought",
  "found",
  "moved_in",
  "moved_out",
  "given_back",
  "shipped",
  "back",
  "lost",
] as const;
export type LotMoveKind = (typeof lotMoveKinds)[number];

export type GrowerOnLine = {
  readonly producerId: string;
  /** What of theirs left with the line and did not come back. */
  readonly keptBase: bigint;
  /** Agreed with them, per trading unit; null when nothing was. */
  readonly priceRupiah: Rupiah | null;
};

export type GrowerDue = {
  readonly producerId: string;
  readonly acceptedBase: bigint;
  readonly dueRupiah: Rupiah;
};

/**
 * What of an accepted quantity was whose, and what is owed for it at the prices agreed. Those of one price are reckoned together
 * and rounded once, so that goods of one price cost the same whether one grower brought them or ten.
 */
export function duesOfLine(
  acceptedBase: bigint,
  growers: readonly GrowerOnLine[],
  basePerUnit: bigint,
): GrowerDue[] {
  const ordered = [...growers].sort((a, b) => (a.producerId < b.producerId ? -1 : 1));
  const hasKept = ordered.some((grower) => grower.keptBase > 0n);
  if (!hasKept) return [];
  const accepted = share(
    acceptedBase,
    ordered.map((grower) => grower.keptBase),
  );
  const rows = ordered.map((grower, at) => ({ ...grower, acceptedBase: accepted[at] ?? 0n }));
  return [...new Set(rows.map((row) => row.priceRupiah))].flatMap((price) => {
    const alike = rows.filter((row) => row.priceRupiah === price && row.acceptedBase > 0n);
    const weights = alike.map((row) => row.acceptedBase);
    const dues =
      price === null ? weights.map(() => 0n) : share(priceOf(sumOf(weights), price, basePerUnit), weights);
    return alike.map((row, at) => ({
      producerId: row.producerId,
      acceptedBase: row.acceptedBase,
      dueRupiah: dues[at] ?? 0n,
    }));
  });
}
