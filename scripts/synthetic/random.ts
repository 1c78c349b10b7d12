/** A repeatable stream of numbers: Mulberry32, started from a seed and what the stream is for. */
export class Random {
  private state: number;

  constructor(seed: string, purpose: string) {
    let hash = 0x811c9dc5;
    for (const letter of `${seed}/${purpose}`)
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    this.state = hash >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.next();
  }

  /** Normally distributed around 0 with deviation 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normally distributed around 1. */
  spread(deviation: number): number {
    return Math.exp(deviation * this.normal());
  }
}

/** Picks positions in proportion to weights. */
export class Lottery {
  private readonly upTo: Float64Array;

  constructor(weights: readonly number[]) {
    let sum = 0;
    this.upTo = Float64Array.from(weights, (weight) => {
      sum += weight;
      return sum;
    });
  }

  draw(random: Random): number {
    const mark = random.next() * (this.upTo.at(-1) ?? 0);
    let low = 0;
    let high = this.upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.upTo[middle] as number) <= mark) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
