import type { Basis } from "./basis.ts";

/** One exchange of the tree: the arc above `uOut` leaves, and `uIn` (in the part cut off) is hung below `vIn`. */
export type Exchange = {
  join: number;
  uIn: number;
  vIn: number;
  uOut: number;
  /** What flows on the arc that comes in. */
  flowIn: number;
};

/**
 * Carries out an exchange: the part below `uOut` is turned so that `uIn` becomes its top, and hung below `vIn`.
 *
 * Costs time in the length of the cycle, not in the size of the part that moves: the preorder thread of the part is
 * cut and rejoined along the stem from `uIn` to `uOut` only. After Barr, Glover and Klingman's augmented threaded
 * index, as described by Kovács (Optimization Methods and Software 30, 2015).
 */
export function rehang(basis: Basis, exchange: Exchange): void {
  const { succNum, lastSucc, revThread, parent } = basis;
  const { uIn, uOut } = exchange;
  const oldRevThread = revThread[uOut] as number;
  const oldSuccNum = succNum[uOut] as number;
  const oldLastSucc = lastSucc[uOut] as number;
  const vOut = parent[uOut] as number;
  if (uIn === uOut) moveWhole(basis, exchange, oldRevThread, oldLastSucc);
  else turnStem(basis, exchange, oldRevThread, oldSuccNum, oldLastSucc);
  basis.flow[uIn] = exchange.flowIn;
  mendAncestors(basis, exchange, vOut, oldRevThread, oldSuccNum, oldLastSucc);
}

function moveWhole(basis: Basis, { uIn, vIn }: Exchange, oldRevThread: number, oldLastSucc: number): void {
  const { parent, thread, revThread } = basis;
  parent[uIn] = vIn;
  if (thread[vIn] === uIn) return;
  let after = thread[oldLastSucc] as number;
  thread[oldRevThread] = after;
  revThread[after] = oldRevThread;
  after = thread[vIn] as number;
  thread[vIn] = uIn;
  revThread[uIn] = vIn;
  thread[oldLastSucc] = after;
  revThread[after] = oldLastSucc;
}

function turnStem(
  basis: Basis,
  { uIn, vIn, uOut }: Exchange,
  oldRevThread: number,
  oldSuccNum: number,
  oldLastSucc: number,
): void {
  const { parent, thread, revThread, succNum, lastSucc, flow, mend } = basis;
  const goesOn = (oldRevThread === vIn ? thread[oldLastSucc] : thread[vIn]) as number;
  let stem = uIn;
  let above = vIn;
  let last = lastSucc[uIn] as number;
  let after = thread[last] as number;
  let mends = 0;
  thread[vIn] = uIn;
  mend[mends++] = vIn;
  while (stem !== uOut) {
    const next = parent[stem] as number;
    thread[last] = next;
    mend[mends++] = last;
    const before = revThread[stem] as number;
    thread[before] = after;
    revThread[after] = before;
    parent[stem] = above;
    above = stem;
    stem = next;
    last = (lastSucc[stem] === lastSucc[above] ? revThread[above] : lastSucc[stem]) as number;
    after = thread[last] as number;
  }
  parent[uOut] = above;
  thread[last] = goesOn;
  revThread[goesOn] = last;
  lastSucc[uOut] = last;
  if (oldRevThread !== vIn) {
    thread[oldRevThread] = after;
    revThread[after] = oldRevThread;
  }
  for (let at = 0; at < mends; at++) {
    const node = mend[at] as number;
    revThread[thread[node] as number] = node;
  }
  // Along the stem each arc now belongs to the node at its other end, and subtree sizes turn over.
  let size = 0;
  const lastOfStem = lastSucc[uOut] as number;
  for (let node = uOut; node !== uIn; ) {
    const now = parent[node] as number;
    flow[node] = flow[now] as number;
    size += (succNum[node] as number) - (succNum[now] as number);
    succNum[node] = size;
    lastSucc[now] = lastOfStem;
    node = now;
  }
  succNum[uIn] = oldSuccNum;
}

function mendAncestors(
  { parent, succNum, lastSucc }: Basis,
  { join, vIn, uOut }: Exchange,
  vOut: number,
  oldRevThread: number,
  oldSuccNum: number,
  oldLastSucc: number,
): void {
  const limit = lastSucc[join] === vIn ? join : -1;
  const newLast = lastSucc[uOut] as number;
  for (let node = vIn; node !== -1 && lastSucc[node] === vIn; node = parent[node] as number)
    lastSucc[node] = newLast;

  const outLast = join !== oldRevThread && vIn !== oldRevThread ? oldRevThread : newLast;
  if (outLast !== oldLastSucc) {
    for (
      let node = vOut;
      node !== limit && node !== -1 && lastSucc[node] === oldLastSucc;
      node = parent[node] as number
    ) {
      lastSucc[node] = outLast;
    }
  }
  for (let node = vIn; node !== join; node = parent[node] as number)
    succNum[node] = (succNum[node] as number) + oldSuccNum;
  for (let node = vOut; node !== join; node = parent[node] as number)
    succNum[node] = (succNum[node] as number) - oldSuccNum;
}
