import { type Basis, threadBasis } from "./basis.ts";

/**
 * A basis whose preorder leaves out every offer that hangs, sold out, below a single line and carries nothing itself: its
 * leaves. Where offers are many and lines few, nearly all offers are leaves, and what an exchange moves is then as small
 * as the lines are few. Nothing is lost: a leaf sells all it has to its line, and is worth what the line is less what
 * the pair costs.
 *
 * Subtree sizes count lines only, so hanging a leaf in or taking it out changes no size above it. An offer in the
 * tree is therefore as large as its only line may be; whoever compares sizes lets the line go first.
 */
export type TrimmedTree = {
  readonly basis: Basis;
  /** The line that a leaf hangs below; -1 for an offer that is in the tree. By offer. */
  readonly leafOf: Int32Array;
  /** What the pair of a leaf and its line costs. By offer. */
  readonly leafCost: Float64Array;
};

/** Takes the leaves out of a basis, in place. `regrow` makes it whole again. */
export function trim(basis: Basis): TrimmedTree {
  const { root, lineCount, parent, thread, revThread, succNum, lastSucc, value } = basis;
  const leafOf = new Int32Array(root - lineCount).fill(-1);
  const leafCost = new Float64Array(root - lineCount);
  let last = root;
  for (let node = thread[root] as number; node !== root; node = thread[node] as number) {
    const above = parent[node] as number;
    if (node >= lineCount && above !== root && lastSucc[node] === node) {
      leafOf[node - lineCount] = above;
      leafCost[node - lineCount] = (value[above] as number) - (value[node] as number);
      continue;
    }
    thread[last] = node;
    revThread[node] = last;
    last = node;
  }
  thread[last] = root;
  revThread[root] = last;
  for (let node = 0; node <= root; node++) {
    lastSucc[node] = node;
    succNum[node] = node < lineCount || node === root ? 1 : 0;
  }
  for (let node = last; node !== root; node = revThread[node] as number) {
    const above = parent[node] as number;
    succNum[above] = (succNum[above] as number) + (succNum[node] as number);
    if (lastSucc[above] === above) lastSucc[above] = lastSucc[node] as number;
  }
  return { basis, leafOf, leafCost };
}

/** Hangs every leaf in again, with its value; the basis is an ordinary one afterwards. */
export function regrow({ basis, leafOf, leafCost }: TrimmedTree): void {
  const { lineCount, value } = basis;
  for (const [offer, line] of leafOf.entries())
    if (line !== -1) value[lineCount + offer] = (value[line] as number) - (leafCost[offer] as number);
  threadBasis(basis);
}

/** Hangs one leaf into the tree, as the first thing below its line. */
export function hangIn({ basis, leafOf, leafCost }: TrimmedTree, node: number): void {
  const { lineCount, parent, thread, revThread, succNum, lastSucc, value } = basis;
  const line = parent[node] as number;
  const next = thread[line] as number;
  value[node] = (value[line] as number) - (leafCost[node - lineCount] as number);
  leafOf[node - lineCount] = -1;
  thread[line] = node;
  revThread[node] = line;
  thread[node] = next;
  revThread[next] = node;
  succNum[node] = 0;
  lastSucc[node] = node;
  if (lastSucc[line] !== line) return;
  for (let above = line; above !== -1 && lastSucc[above] === line; above = parent[above] as number)
    lastSucc[above] = node;
}

/** Takes an offer out of the tree if it has become a leaf. */
export function takeOut({ basis, leafOf, leafCost }: TrimmedTree, node: number): void {
  const { root, lineCount, parent, thread, revThread, lastSucc, value } = basis;
  const line = parent[node] as number;
  if (line === root || lastSucc[node] !== node) return;
  const before = revThread[node] as number;
  const next = thread[node] as number;
  thread[before] = next;
  revThread[next] = before;
  for (let above = line; above !== -1 && lastSucc[above] === node; above = parent[above] as number)
    lastSucc[above] = before;
  leafOf[node - lineCount] = line;
  leafCost[node - lineCount] = (value[line] as number) - (value[node] as number);
}
