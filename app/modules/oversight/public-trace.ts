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
  for (const band of bands) {
    const [from, to] = [named(band.from), named(band.to)];
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
