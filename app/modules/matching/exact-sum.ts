// Below this a product and a sum of two such numbers are whole and exact in a double.
const EXACT = 2 ** 52;

/** A sum of products of whole numbers that loses no digit, fast while they are small. */
export class ExactSum {
  private small = 0;
  private large = 0n;

  /** Adds the product of two whole numbers below 2^53. */
  add(left: number, right: number): void {
    const product = left * right;
    if (product >= EXACT || product <= -EXACT) {
      this.large += BigInt(left) * BigInt(right);
      return;
    }
    this.small += product;
    if (this.small < EXACT && this.small > -EXACT) return;
    this.large += BigInt(this.small);
    this.small = 0;
  }

  total(): bigint {
    return this.large + BigInt(this.small);
  }
}
