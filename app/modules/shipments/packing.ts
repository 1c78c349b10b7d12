import type { BaseUnit } from "#app/kernel/quantity.ts";

/** Of what is weighed, measured or counted one by one: a kilogram, a litre, a piece. Goods in larger units are packs already. */
const LOOSE: Readonly<Record<BaseUnit, bigint>> = { g: 1000n, ml: 1000n, piece: 1n };

export type PackedLine = {
  readonly promisedBase: bigint;
  readonly basePerUnit: bigint;
  readonly baseUnit: BaseUnit;
};

/** How one line is boxed, in base units: `count` boxes of `eachBase`, the last of them of `lastBase`. */
export type Boxes = { readonly count: number; readonly eachBase: bigint; readonly lastBase: bigint };

/**
 * Divides a line among boxes. What is traded in packs is a box a pack; what is loose fills boxes of `boxBase` grams or millilitres; single
 * pieces stand in one. The last box holds the rest and is never empty: `eachBase × (count − 1) + lastBase` is the line.
 */
export function boxesOf(line: PackedLine, boxBase: bigint): Boxes {
  const { promisedBase, basePerUnit, baseUnit } = line;
  const isLoose = basePerUnit <= LOOSE[baseUnit];
  const wished = !isLoose ? basePerUnit : baseUnit === "piece" ? promisedBase : boxBase;
  const eachBase = wished < promisedBase ? wished : promisedBase;
  const count = (promisedBase + eachBase - 1n) / eachBase;
  return { count: Number(count), eachBase, lastBase: promisedBase - eachBase * (count - 1n) };
}

/** What the box at `number` (from 1) of a line holds. */
export function boxBaseAt(boxes: Boxes, number: number): bigint {
  return number < boxes.count ? boxes.eachBase : boxes.lastBase;
}

/**
 * Some of the labels of many lines, one label a box, without unfolding the rest: the first `skip` are passed over and at most `take`
 * are given, in the order of the lines.
 */
export function labelsFrom<Line extends { readonly boxes: Boxes }>(
  lines: readonly Line[],
  { skip, take }: { readonly skip: number; readonly take: number },
): { readonly line: Line; readonly number: number; readonly base: bigint }[] {
  const labels = [];
  let passed = 0;
  for (const line of lines) {
    const from = Math.max(0, skip - passed);
    const until = Math.min(line.boxes.count, skip + take - passed);
    for (let at = from; at < until; at += 1)
      labels.push({ line, number: at + 1, base: boxBaseAt(line.boxes, at + 1) });
    passed += line.boxes.count;
  }
  return labels;
}

type Picked = PackedLine & {
  /** Null where no lot is set aside: then goods are told apart by what they are called. */
  readonly lotId: string | null;
  readonly description: string;
  readonly unit: string;
};

/** What is fetched from each lot for all deliveries of a day, in the order in which lots first stand there. */
export function picksOf<Line extends Picked>(
  lines: readonly Line[],
): { readonly line: Line; readonly base: bigint }[] {
  const picks = new Map<string, { readonly line: Line; readonly base: bigint }>();
  for (const line of lines) {
    const key = `${line.lotId ?? line.description} ${line.unit}`;
    const before = picks.get(key);
    picks.set(key, { line: before?.line ?? line, base: (before?.base ?? 0n) + line.promisedBase });
  }
  return [...picks.values()];
}
