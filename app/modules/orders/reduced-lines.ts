/** A line as reducing sees it. */
export type Reducible = {
  readonly id: string;
  readonly basePerUnit: bigint;
  readonly quantityBase: bigint;
  readonly promisedBase: bigint;
};

/**
 * The lines with the amounts that are wanted, in whole units: never more than before and never less than was promised.
 * A line that nobody wants any more and nobody promised is `dropped`.
 */
export function reducedLines<Line extends Reducible>(
  lines: readonly Line[],
  wanted: ReadonlyMap<string, bigint>,
): { readonly kept: Line[]; readonly dropped: Line[] } {
  const reduced = lines.map((line) => {
    const asked = wanted.get(line.id) ?? line.quantityBase;
    const least = asked > line.promisedBase ? asked : line.promisedBase;
    const whole = wholeUp(least, line.basePerUnit);
    return whole < line.quantityBase ? { ...line, quantityBase: whole } : line;
  });
  return {
    kept: reduced.filter(({ quantityBase }) => quantityBase > 0n),
    dropped: reduced.filter(({ quantityBase }) => quantityBase === 0n),
  };
}

function wholeUp(base: bigint, basePerUnit: bigint): bigint {
  return ((base + basePerUnit - 1n) / basePerUnit) * basePerUnit;
}
