/** Union-find with path halving; the smaller number stands for the part. */
export class Parts {
  private readonly up: Int32Array;

  constructor(nodes: number) {
    this.up = Int32Array.from({ length: nodes }, (_, node) => node);
  }

  of(node: number): number {
    const { up } = this;
    let at = node;
    while (up[at] !== at) {
      const above = up[up[at] as number] as number;
      up[at] = above;
      at = above;
    }
    return at;
  }

  /** False when the two were together already. */
  join(left: number, right: number): boolean {
    const a = this.of(left);
    const b = this.of(right);
    if (a === b) return false;
    this.up[Math.max(a, b)] = Math.min(a, b);
    return true;
  }
}
