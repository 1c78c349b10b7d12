import type { Rupiah } from "#app/kernel/money.ts";
import { type Band, type TraceUse, traceUses, worthOf } from "./trace.ts";

export type FlowBand = Band & { readonly key: string };

export type FlowNode = {
  readonly id: string;
  readonly stage: number;
  /** A use of the trace, a party by its id, or so many parties that are too small to be drawn alone. */
  readonly what:
    | { readonly kind: "use"; readonly use: TraceUse }
    | { readonly kind: "party"; readonly partyId: string }
    | { readonly kind: "others"; readonly count: number };
  readonly amount: Rupiah;
};

export type Flow = { readonly nodes: readonly FlowNode[]; readonly bands: readonly FlowBand[] };

/** More than this many parties beside each other are no picture any more. */
const PARTIES_MAX = 12;
const isUse = (id: string): id is TraceUse => (traceUses as readonly string[]).includes(id);

/**
 * Lays bands out from left to right: who pays first stands at stage 0, and everybody stands right of whoever pays them. Uses of
 * one kind at one stage are one node; where more than twelve parties stand at one stage, the smallest are drawn together. Every
 * node is worth what flows through it, nothing is lost by drawing together, and the order of the bands changes nothing.
 */
export function flowOf(bands: readonly Band[]): Flow {
  const stages = stagesOf(bands);
  const placed = bands.map((band) => {
    const stage = stages.get(isUse(band.from) ? band.to : band.from) ?? 0;
    return {
      ...band,
      from: isUse(band.from) ? `${band.from}@${stage - 1}` : `${band.from}@${stage}`,
      to: isUse(band.to) ? `${band.to}@${stage + 1}` : `${band.to}@${stages.get(band.to) ?? 0}`,
    };
  });
  const small = smallOnes(placed);
  const joined = new Map<string, FlowBand>();
  for (const band of placed) {
    const from = small.get(band.from) ?? band.from;
    const to = small.get(band.to) ?? band.to;
    const key = `${from}>${to}`;
    const before = joined.get(key);
    joined.set(key, {
      key,
      from,
      to,
      amount: band.amount + (before?.amount ?? 0n),
      entryIds: [...new Set([...(before?.entryIds ?? []), ...band.entryIds])].sort(),
    });
  }
  const all = [...joined.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const ids = [...new Set(all.flatMap((band) => [band.from, band.to]))];
  const counts = new Map<string, number>();
  for (const to of small.values()) counts.set(to, (counts.get(to) ?? 0) + 1);
  const nodes = ids.map((id) => nodeOf(id, all, counts.get(id))).sort(byStageAndWorth);
  return { nodes, bands: all };
}

/** What one band of trades drawn together was read from, each entry once; nothing for a band that is not there. */
export function entriesOfBand<Entry extends { readonly id: string }>(
  traces: readonly { readonly bands: readonly Band[]; readonly entries: readonly Entry[] }[],
  key: string,
): Entry[] {
  const band = flowOf(traces.flatMap(({ bands }) => bands)).bands.find((one) => one.key === key);
  const ids = new Set(band?.entryIds);
  const found = traces.flatMap(({ entries }) => entries).filter(({ id }) => ids.has(id));
  return [...new Map(found.map((entry) => [entry.id, entry])).values()];
}

/** How many payments lie before each party: the longest way to it. */
function stagesOf(bands: readonly Band[]): Map<string, number> {
  const parties = new Set(bands.flatMap((band) => [band.from, band.to]).filter((id) => !isUse(id)));
  const stages = new Map([...parties].map((id) => [id, 0]));
  // One round a party is enough for any flow without a circle, and ends one that has any.
  for (let round = 0; round < parties.size; round += 1) {
    let isMoved = false;
    for (const { from, to } of bands) {
      if (isUse(to)) continue;
      const least = isUse(from) ? 1 : (stages.get(from) ?? 0) + 1;
      if ((stages.get(to) ?? 0) >= least) continue;
      stages.set(to, least);
      isMoved = true;
    }
    if (!isMoved) break;
  }
  return stages;
}

function amountOf(id: string, bands: readonly Band[]): Rupiah {
  const into = worthOf(bands.filter((band) => band.to === id));
  const outOf = worthOf(bands.filter((band) => band.from === id));
  return into > outOf ? into : outOf;
}

function partsOf(id: string): { readonly name: string; readonly stage: number } {
  const at = id.lastIndexOf("@");
  return { name: id.slice(0, at), stage: Number(id.slice(at + 1)) };
}

/** Which nodes are drawn as one, by their ids. */
function smallOnes(bands: readonly Band[]): Map<string, string> {
  const byStage = new Map<number, string[]>();
  for (const id of new Set(bands.flatMap((band) => [band.from, band.to]))) {
    const { name, stage } = partsOf(id);
    if (!isUse(name)) byStage.set(stage, [...(byStage.get(stage) ?? []), id]);
  }
  const small = new Map<string, string>();
  for (const [stage, ids] of byStage) {
    if (ids.length <= PARTIES_MAX) continue;
    const worth = new Map(ids.map((id) => [id, amountOf(id, bands)]));
    const sorted = [...ids].sort(
      (a, b) => compare(worth.get(b) ?? 0n, worth.get(a) ?? 0n) || (a < b ? -1 : 1),
    );
    for (const id of sorted.slice(PARTIES_MAX - 1)) small.set(id, `others@${stage}`);
  }
  return small;
}

function nodeOf(id: string, bands: readonly Band[], count: number | undefined): FlowNode {
  const { name, stage } = partsOf(id);
  const amount = amountOf(id, bands);
  if (count !== undefined) return { id, stage, what: { kind: "others", count }, amount };
  return isUse(name)
    ? { id, stage, what: { kind: "use", use: name }, amount }
    : { id, stage, what: { kind: "party", partyId: name }, amount };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Parties before uses, the greatest first. */
function byStageAndWorth(a: FlowNode, b: FlowNode): number {
  return (
    a.stage - b.stage ||
    Number(a.what.kind === "use") - Number(b.what.kind === "use") ||
    Number(a.what.kind === "others") - Number(b.what.kind === "others") ||
    compare(b.amount, a.amount) ||
    (a.id < b.id ? -1 : 1)
  );
}
