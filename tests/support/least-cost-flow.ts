/** One way in a network: at most `most`, each at `cost`. */
export type Way = {
  readonly from: number;
  readonly to: number;
  readonly most: number;
  readonly cost: number;
};

/**
 * The largest flow from node 0 to node 1 and its least cost, by the plainest exact method there is: again and again along
 * the cheapest way left, found by Bellman and Ford. Shares nothing with the code it judges. For small networks.
 */
export function leastCostFlow(
  nodes: number,
  ways: readonly Way[],
): { readonly flow: number; readonly cost: number } {
  const arcs = ways.flatMap(({ from, to, most, cost }) => [
    { from, to, room: most, cost },
    { from: to, to: from, room: 0, cost: -cost },
  ]);
  let flow = 0;
  let cost = 0;
  for (;;) {
    const near = Array.from({ length: nodes }, (_, node) => (node === 0 ? 0 : Number.POSITIVE_INFINITY));
    const into = new Array<number>(nodes).fill(-1);
    for (let isMoving = true; isMoving; ) {
      isMoving = false;
      for (const [at, arc] of arcs.entries()) {
        const reach = (near[arc.from] ?? 0) + arc.cost;
        if (arc.room === 0 || reach >= (near[arc.to] ?? 0)) continue;
        near[arc.to] = reach;
        into[arc.to] = at;
        isMoving = true;
      }
    }
    if (near[1] === Number.POSITIVE_INFINITY) return { flow, cost };
    for (let node = 1; node !== 0; ) {
      const at = into[node] ?? -1;
      const [arc, back] = [arcs[at], arcs[at ^ 1]];
      if (!arc || !back) throw new Error("the way leads back to the start");
      arc.room--;
      back.room++;
      node = arc.from;
    }
    flow++;
    cost += near[1] ?? 0;
  }
}
