import loadHighs, { type Highs } from "highs";
import type { MatchInstance } from "#app/modules/matching/instance.ts";

export type ReferenceOptimum = {
  readonly filledByClass: readonly number[];
  readonly cost: number;
  readonly ties: number;
};

/**
 * The optimum of a small market by a general solver that knows nothing of ours: one linear program per level, each
 * keeping what the levels before it reached. Quantities and costs must be small enough for its double precision.
 */
export async function referenceOptimum(): Promise<
  (instance: MatchInstance, tie: (line: number, offer: number) => number) => ReferenceOptimum
> {
  const highs = await loadHighs();
  return (instance, tie) => {
    if (instance.pairs.length === 0) {
      return { filledByClass: Array.from({ length: instance.classes }, () => 0), cost: 0, ties: 0 };
    }
    const kept: Kept[] = [];
    const level = (weights: number[], best: "most" | "least") => {
      const value = optimum(highs, instance, kept, weights, best);
      kept.push({ weights, value });
      return value;
    };
    const filledByClass = Array.from({ length: instance.classes }, (_, urgency) =>
      level(
        instance.pairs.map(([line]) => (instance.lines[line]?.class === urgency ? 1 : 0)),
        "most",
      ),
    );
    const cost = level(
      instance.pairs.map(([, , price]) => price),
      "least",
    );
    const ties = level(
      instance.pairs.map(([line, offer]) => tie(line, offer)),
      "least",
    );
    return { filledByClass, cost, ties };
  };
}

type Kept = { readonly weights: readonly number[]; readonly value: number };

function optimum(
  highs: Highs,
  instance: MatchInstance,
  kept: readonly Kept[],
  weights: number[],
  best: "most" | "least",
): number {
  const { lines, offers, pairs } = instance;
  const rows = lines.length + offers.length + kept.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const [at, [line, offer]] of pairs.entries()) {
    const column = [
      [line, 1],
      [lines.length + offer, 1],
      ...kept.map((level, index) => [lines.length + offers.length + index, level.weights[at] ?? 0]),
    ] as [number, number][];
    for (const [row, value] of column) {
      if (value === 0) continue;
      indices.push(row);
      values.push(value);
    }
    starts.push(indices.length);
  }
  const sign = best === "most" ? -1 : 1;
  return highs.withModel(
    {
      numCols: pairs.length,
      numRows: rows,
      colCost: weights.map((weight) => sign * weight),
      colLower: pairs.map(() => 0),
      colUpper: pairs.map(() => highs.infinity),
      rowLower: [...lines.map(() => 0), ...offers.map(() => 0), ...kept.map(({ value }) => value)],
      rowUpper: [
        ...lines.map(({ quantity }) => quantity),
        ...offers.map(({ quantity }) => quantity),
        ...kept.map(({ value }) => value),
      ],
      matrix: { format: "csc", numCols: pairs.length, numRows: rows, starts, indices, values },
    },
    (model) => {
      model.options.set({ output_flag: false, solver: "simplex" });
      model.run();
      if (model.getModelStatus() !== 7)
        throw new Error(`the reference solver ended with status ${model.getModelStatus()}`);
      return sign * Math.round(model.getObjectiveValue()) + 0;
    },
  );
}
