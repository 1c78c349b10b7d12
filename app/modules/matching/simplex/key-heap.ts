/** A binary heap of nodes by key; entries whose key was lowered later are left in and skipped when they surface. */
export class KeyHeap {
  private readonly keys: number[] = [];
  private readonly nodes: number[] = [];

  /** `current` holds the key of each node as it is now; whoever lowers one pushes the node again. */
  constructor(private readonly current: Float64Array) {}

  push(node: number, key: number): void {
    const { keys, nodes } = this;
    let at = keys.length;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if ((keys[above] as number) <= key) break;
      keys[at] = keys[above] as number;
      nodes[at] = nodes[above] as number;
      at = above;
    }
    keys[at] = key;
    nodes[at] = node;
  }

  /** The node with the smallest key, or -1 when the heap is empty. */
  pop(): number {
    for (;;) {
      const key = this.keys[0];
      if (key === undefined) return -1;
      const node = this.nodes[0] as number;
      this.dropTop();
      if (key === this.current[node]) return node;
    }
  }

  private dropTop(): void {
    const { keys, nodes } = this;
    const key = keys.pop() as number;
    const node = nodes.pop() as number;
    const length = keys.length;
    if (length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= length) break;
      if (below + 1 < length && (keys[below + 1] as number) < (keys[below] as number)) below++;
      if ((keys[below] as number) >= key) break;
      keys[at] = keys[below] as number;
      nodes[at] = nodes[below] as number;
      at = below;
    }
    keys[at] = key;
    nodes[at] = node;
  }
}
