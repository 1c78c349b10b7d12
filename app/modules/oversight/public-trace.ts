import { CROWD_MIN } from "#app/kernel/crowd.ts";
import { type Band, type TraceUse, traceUses } from "./trace.ts";

/** Whoever has a part in trade, without a name. */
export const publicGroups = ["kitchen", "trade_center", "koperasi", "bumd", "producer", "elsewhere"] as const;
export type PublicGroup = (typeof publicGroups)[number];

/** Fewer of a kind than these are told together with others. */
export const PARTIES_MIN = CROWD_MIN;

export type PublicDay = {
  /** Between groups, and from groups to uses. */
  readonly bands: readonly Band[];
  /** How many of each group had a part in it. */
  readonly counts: Readonly<Partial<Record<PublicGroup, number>>>;
};

const isUse = (id: string): id is TraceUse => (traceUses as readonly string[]).includes(id);

/**
 * The money of a day without names: what flows between kinds of parties. Null where fewer than three paid or fewer than three were
 * paid. Of a kind with fewer than three, all flows are given as `elsewhere`, and while these are fewer than three together, the smallest
 * kind is among them, too. What parties of one kind owe each other is left out, and two kinds that owe each other show the difference, so that
 * whoever is followed still gives on what it gets.
 *
 * `joinsFew`: a use that few have on a day, as a card's fee, would be one party's own figure. What fewer than three of a group gave to one use,
 * or added of their own, is told as `goods` with the next of its uses, and not at all where these, too, are of fewer than three.
 */
export function publicDay(
  bands: readonly Band[],
  groupOf: (partyId: string) => PublicGroup,
  { joinsFew = false }: { readonly joinsFew?: boolean } = {},
): PublicDay | null {
  const members = new Map<PublicGroup, Set<string>>();
  for (const id of new Set(bands.flatMap((band) => [band.from, band.to]))) {
    if (isUse(id)) continue;
    const group = groupOf(id);
    members.set(group, (members.get(group) ?? new Set<string>()).add(id));
  }
  const elsewhere = new Set(members.get("elsewhere"));
  const shown = [...members].filter(([group]) => group !== "elsewhere");
  shown.sort(([a, those], [b, these]) => these.size - those.size || (a < b ? -1 : 1));
  const isTold = () => elsewhere.size === 0 || elsewhere.size >= PARTIES_MIN;
  while (shown.length > 0 && (!isTold() || (shown.at(-1)?.[1].size ?? 0) < PARTIES_MIN))
    for (const id of shown.pop()?.[1] ?? []) elsewhere.add(id);
  if (!isTold()) return null;
  const payers = new Set(bands.map((band) => band.from).filter((id) => !isUse(id)));
  const payees = new Set(bands.map((band) => band.to).filter((id) => !isUse(id)));
  if (payers.size < PARTIES_MIN || payees.size < PARTIES_MIN) return null;
  const named = (id: string): string => (isUse(id) ? id : elsewhere.has(id) ? "elsewhere" : groupOf(id));
  const sums = new Map<string, bigint>();
  const told = bands.map((band) => ({ ...band, from: named(band.from), to: named(band.to) }));
  for (const { from, to, ...band } of joinsFew ? withoutFew(bands, named) : told) {
    if (from !== to) sums.set(`${from} ${to}`, (sums.get(`${from} ${to}`) ?? 0n) + band.amount);
  }
  const between = [...sums].flatMap(([key, amount]): Band[] => {
    const [from = "", to = ""] = key.split(" ");
    const left = amount - (sums.get(`${to} ${from}`) ?? 0n);
    return left > 0n ? [{ from, to, amount: left, entryIds: [] }] : [];
  });
  return {
    bands: between.sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1)),
    counts: Object.fromEntries([
      ...shown.map(([group, ids]) => [group, ids.size] as const),
      ...(elsewhere.size > 0 ? [["elsewhere", elsewhere.size] as const] : []),
    ]),
  };
}

/** The bands with the uses of few joined: what a group gave less what it added of its own. */
function withoutFew(bands: readonly Band[], named: (id: string) => string): Band[] {
  const told = bands
    .filter((band) => !isUse(band.from) && !isUse(band.to))
    .map((band) => ({ ...band, from: named(band.from), to: named(band.to) }));
  const byGroup = new Map<string, Map<TraceUse, { givers: Set<string>; amount: bigint }>>();
  for (const { from, to, amount } of bands) {
    const [party, use, sign] = isUse(to) ? [from, to, 1n] : isUse(from) ? [to, from, -1n] : [null, null, 0n];
    if (party === null || use === null) continue;
    const uses = byGroup.get(named(party)) ?? new Map<TraceUse, { givers: Set<string>; amount: bigint }>();
    const sum = uses.get(use) ?? { givers: new Set<string>(), amount: 0n };
    uses.set(use, { givers: sum.givers.add(party), amount: sum.amount + sign * amount });
    byGroup.set(named(party), uses);
  }
  for (const [group, uses] of byGroup) {
    const left = [...uses].sort(
      ([a, one], [b, two]) => one.givers.size - two.givers.size || (a < b ? -1 : 1),
    );
    const joined = { givers: new Set<string>(), amount: 0n };
    const isFew = () => joined.givers.size > 0 && joined.givers.size < PARTIES_MIN;
    for (let next = left[0]?.[1]; next && (next.givers.size < PARTIES_MIN || isFew()); next = left[0]?.[1]) {
      left.shift();
      for (const id of next.givers) joined.givers.add(id);
      joined.amount += next.amount;
    }
    // Even together they are the figure of one or two: it is not told.
    const parts = isFew() ? left : [["goods", joined] as const, ...left];
    for (const [use, { amount }] of parts) {
      if (amount > 0n) told.push({ from: group, to: use, amount, entryIds: [] });
      if (amount < 0n) told.push({ from: "own", to: group, amount: -amount, entryIds: [] });
    }
  }
  return told;
}
