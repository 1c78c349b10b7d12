/**
 * Prices and rents as people can read them: milli-rupiah per base unit and steps of urgency. A step stands for one
 * unit that someone goes without; any number of steps outweighs any amount of money.
 */
export type Amounts = { readonly steps: Int32Array; readonly milli: Float64Array };

/** One of them. */
export type Amount = { readonly steps: number; readonly milli: number };

export function bareAmounts(length: number): Amounts {
  return { steps: new Int32Array(length), milli: new Float64Array(length) };
}

export function amountAt({ steps, milli }: Amounts, at: number): Amount {
  return { steps: steps[at] as number, milli: milli[at] as number };
}

export function isAbove(steps: number, milli: number, thanSteps: number, thanMilli: number): boolean {
  return steps > thanSteps || (steps === thanSteps && milli > thanMilli);
}

/** What an amount comes to when a step is worth `penalty`. */
export function worthOf({ steps, milli }: Amounts, at: number, penalty: bigint): bigint {
  return BigInt(steps[at] as number) * penalty + BigInt(milli[at] as number);
}
