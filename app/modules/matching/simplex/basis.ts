import type { Transport } from "./transport.ts";

/**
 * A spanning tree of lines, offers and the root, with what flows along it and what each node is worth.
 *
 * Nodes are numbered lines first, then offers, then the root. What the arc between a node and its parent means
 * follows from the two alone, so arcs need no storage of their own:
 *   line under an offer   the line buys `flow` from it
 *   line under the root   `flow` of the line stays unfilled
 *   offer under a line    the line buys `flow` from it
 *   offer under the root  the offer sells `flow` in all, and has some left
 * An offer that hangs under a line is sold out. Every pair outside the tree carries nothing.
 *
 * The tree is always strongly feasible: from every node a little more could flow towards the root. That is why the
 * simplex cannot cycle. `thread` lists the nodes in preorder; `lastSucc` and `succNum` bound each subtree in it.
 */
export type Basis = {
  readonly lineCount: number;
  readonly root: number;
  readonly parent: Int32Array;
  readonly thread: Int32Array;
  readonly revThread: Int32Array;
  readonly succNum: Int32Array;
  readonly lastSucc: Int32Array;
  readonly flow: Float64Array;
  /** Price at a line, rent at an offer, both counted from the root's own value. */
  readonly value: Float64Array;
  /** Room for `rehang` to remember which back pointers it must mend. */
  readonly mend: Int32Array;
};

/** A basis of the right size whose nodes hang nowhere yet. */
export function bareBasis({ lineCount, offerCount }: Transport): Basis {
  const root = lineCount + offerCount;
  const ints = () => new Int32Array(root + 1);
  return {
    lineCount,
    root,
    parent: ints().fill(-1),
    thread: ints(),
    revThread: ints(),
    succNum: ints(),
    lastSucc: ints(),
    flow: new Float64Array(root + 1),
    value: new Float64Array(root + 1),
    mend: ints(),
  };
}

/** A tree of its own that can be walked on. */
export function copyBasis(basis: Basis): Basis {
  return {
    lineCount: basis.lineCount,
    root: basis.root,
    parent: basis.parent.slice(),
    thread: basis.thread.slice(),
    revThread: basis.revThread.slice(),
    succNum: basis.succNum.slice(),
    lastSucc: basis.lastSucc.slice(),
    flow: basis.flow.slice(),
    value: basis.value.slice(),
    mend: basis.mend,
  };
}

/** Writes preorder, subtree sizes and last successors from the parents alone. */
export function threadBasis(basis: Basis): void {
  const { root, parent, thread, revThread, succNum, lastSucc } = basis;
  const nextSibling = new Int32Array(root + 1).fill(-1);
  const firstChild = new Int32Array(root + 1).fill(-1);
  for (let node = root - 1; node >= 0; node--) {
    const above = parent[node] as number;
    nextSibling[node] = firstChild[above] as number;
    firstChild[above] = node;
  }
  let last = root;
  let node = firstChild[root] as number;
  while (node !== -1) {
    thread[last] = node;
    revThread[node] = last;
    last = node;
    let next = firstChild[node] as number;
    let above = node;
    while (next === -1 && above !== root) {
      next = nextSibling[above] as number;
      above = parent[above] as number;
    }
    node = next;
  }
  thread[last] = root;
  revThread[root] = last;

  for (let each = 0; each <= root; each++) lastSucc[each] = each;
  succNum.fill(1);
  for (let each = last; each !== root; each = revThread[each] as number) {
    const above = parent[each] as number;
    succNum[above] = (succNum[above] as number) + (succNum[each] as number);
    if (lastSucc[above] === above) lastSucc[above] = lastSucc[each] as number;
  }
}

/**
 * Works out every value from the tree: arcs of the tree cost exactly what their two ends differ by.
 * `pairCost` is asked for each pair in the tree.
 */
export function valueBasis(
  basis: Basis,
  unfilledCost: Float64Array,
  pairCost: (line: number, offer: number) => number,
): void {
  const { root, lineCount, parent, thread, value } = basis;
  value[root] = 0;
  for (let node = thread[root] as number; node !== root; node = thread[node] as number) {
    const above = parent[node] as number;
    if (above === root) value[node] = node < lineCount ? (unfilledCost[node] as number) : 0;
    else if (node < lineCount) value[node] = (value[above] as number) + pairCost(node, above - lineCount);
    else value[node] = (value[above] as number) - pairCost(above, node - lineCount);
  }
}
