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

const PRODUCERS: PublicGroup = "producer";

const isUse = (id: string): id is TraceUse => (traceUses as readonly string[]).includes(id);

/**
 * The money of a day without names: what flows between kinds of parties. Null where fewer than three paid or fewer than three were
 * paid. Of a kind with fewer than three, all flows are given as `elsewhere`, and while these are fewer than three together, the smallest
 * kind is among them, too. What parties of one kind owe each other is left out, and two kinds that owe each other show the difference, so that
 * whoever is followed still gives on what it gets.
 *
 * A use that few have on a day, as a late fee or a card's fee, would be one party's own figure. What fewer than three of a group gave to one
 * use or to producers, or added of their own, is told as `goods` with the next of its uses, and not at all where these, too, are of fewer.
 */
export function publicDay(
  bands: readonly Band[],
  groupOf: (partyId: string) => PublicGroup,
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
  for (const { from, to, ...band } of withoutFew(bands, named)) {
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

/** What a group gave to one use, or to producers: by whom, and to how many of them. */
type Given = { readonly givers: Set<string>; readonly takers: Set<string>; amount: bigint };

/** Whether a figure would be that of one or two, who gave it or were given it. A use is nobody. */
function isOfFew({ givers, takers }: Given): boolean {
  return givers.size < PARTIES_MIN || (takers.size > 0 && takers.size < PARTIES_MIN);
}

/** The bands by their groups, with the uses of few joined: what a group gave less what it added of its own. */
function withoutFew(bands: readonly Band[], named: (id: string) => string): Band[] {
  const told: Band[] = [];
  const byGroup = new Map<string, Map<string, Given>>();
  for (const band of bands) {
    const [from, to] = [named(band.from), named(band.to)];
    const [group, use, sign] = isUse(from) ? [to, from, -1n] : [from, to, 1n];
    if (!isUse(use) && use !== PRODUCERS) {
      told.push({ ...band, from, to });
      continue;
    }
    const uses = byGroup.get(group) ?? new Map<string, Given>();
    const sum: Given = uses.get(use) ?? { givers: new Set(), takers: new Set(), amount: 0n };
    sum.givers.add(sign > 0n ? band.from : band.to);
    if (use === PRODUCERS) sum.takers.add(band.to);
    sum.amount += sign * band.amount;
    byGroup.set(group, uses.set(use, sum));
  }
  for (const [group, uses] of byGroup) {
    const left = [...uses].sort(
      ([a, one], [b, two]) =>
        Number(isOfFew(two)) - Number(isOfFew(one)) || one.givers.size - two.givers.size || (a < b ? -1 : 1),
    );
    const joined: Given = { givers: new Set(), takers: new Set(), amount: 0n };
    const isFew = () => joined.givers.size > 0 && isOfFew(joined);
    for (let next = left[0]?.[1]; next && (isOfFew(next) || isFew()); next = left[0]?.[1]) {
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
