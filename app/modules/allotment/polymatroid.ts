/**
 * Lots of several waves on their way to members, one lot at a time, with rearrangement.
 *
 * The totals that members can reach together form a polymatroid: a lot for one member may push lots of others from
 * wave to wave, but never takes one away. So whoever cannot be given a lot now never can again, and giving always
 * to the first in line who still can is exactly fair, not just a good try.
 */
export type Filling = {
  /** Lots each member has in all. */
  readonly totals: Float64Array;
  /** Lots each wave still has to give. */
  readonly left: Float64Array;
  readonly cells: readonly Cell[];
  readonly ofMember: readonly (readonly number[])[];
  readonly ofWave: readonly (readonly number[])[];
  /** Waves from which no free lot can be reached any more, whoever asks. */
  readonly deadWave: Uint8Array;
};

export type Cell = { readonly member: number; readonly wave: number; readonly most: number; lots: number };

/** Nothing given yet. Cells that cannot hold a lot should be left out. */
export function emptyFilling(
  members: number,
  waveLots: readonly number[],
  cells: readonly Omit<Cell, "lots">[],
): Filling {
  const ofMember: number[][] = Array.from({ length: members }, () => []);
  const ofWave: number[][] = waveLots.map(() => []);
  for (const [at, { member, wave }] of cells.entries()) {
    ofMember[member]?.push(at);
    ofWave[wave]?.push(at);
  }
  return {
    totals: new Float64Array(members),
    left: Float64Array.from(waveLots),
    cells: cells.map((cell) => ({ ...cell, lots: 0 })),
    ofMember,
    ofWave,
    deadWave: new Uint8Array(waveLots.length),
  };
}

/**
 * Gives a member up to `most` lots along one way to a wave that has some, and returns how many: 0 means never again.
 * Totals of all other members stay as they are.
 */
export function give(filling: Filling, member: number, most: number): number {
  const direct = roomiestCell(filling, member);
  const given = direct === null ? giveByMoving(filling, member, most) : giveDirectly(filling, direct, most);
  filling.totals[member] = (filling.totals[member] as number) + given;
  return given;
}

/** Taking from the wave with the most left keeps the scarce ones free, so that few lots ever have to be moved. */
function roomiestCell({ cells, left, ofMember }: Filling, member: number): Cell | null {
  let best: Cell | null = null;
  let most = 0;
  for (const at of ofMember[member] ?? []) {
    const cell = cells[at] as Cell;
    const free = left[cell.wave] as number;
    if (cell.lots < cell.most && free > most) {
      best = cell;
      most = free;
    }
  }
  return best;
}

function giveDirectly({ left }: Filling, cell: Cell, most: number): number {
  const free = left[cell.wave] as number;
  const given = Math.min(most, cell.most - cell.lots, free);
  cell.lots += given;
  left[cell.wave] = free - given;
  return given;
}

/** A way to a wave: through `grows` it is reached; `shrinks` is the cell, of the same member, that makes room before. */
type Step = { readonly grows: Cell; readonly shrinks: Cell | null; readonly before: Step | null };

/**
 * Searches breadth first for a wave with lots left: the member may grow in any wave where it has room; there someone
 * else may shrink and grow in another. A search that fails has seen everything that can be reached from there, and
 * nothing leads out of it ever after, so its waves are marked dead and never searched again.
 */
function giveByMoving(filling: Filling, member: number, most: number): number {
  const { cells, left, ofMember, ofWave, deadWave } = filling;
  const seenWave = new Set<number>();
  const seenMember = new Set([member]);
  const queue: Step[] = [];
  const reach = (from: number, shrinks: Cell | null, before: Step | null) => {
    for (const at of ofMember[from] ?? []) {
      const grows = cells[at] as Cell;
      if (grows.lots >= grows.most || deadWave[grows.wave] === 1 || seenWave.has(grows.wave)) continue;
      seenWave.add(grows.wave);
      queue.push({ grows, shrinks, before });
    }
  };
  reach(member, null, null);
  for (let at = 0; at < queue.length; at++) {
    const step = queue[at] as Step;
    if ((left[step.grows.wave] as number) > 0) return moveAlong(filling, step, most);
    for (const next of ofWave[step.grows.wave] ?? []) {
      const shrinks = cells[next] as Cell;
      if (shrinks.lots === 0 || seenMember.has(shrinks.member)) continue;
      seenMember.add(shrinks.member);
      reach(shrinks.member, shrinks, step);
    }
  }
  for (const wave of seenWave) deadWave[wave] = 1;
  return 0;
}

function moveAlong({ left }: Filling, last: Step, most: number): number {
  let given = Math.min(most, left[last.grows.wave] as number);
  for (let step: Step | null = last; step !== null; step = step.before) {
    given = Math.min(given, step.grows.most - step.grows.lots, step.shrinks?.lots ?? given);
  }
  left[last.grows.wave] = (left[last.grows.wave] as number) - given;
  for (let step: Step | null = last; step !== null; step = step.before) {
    step.grows.lots += given;
    if (step.shrinks !== null) step.shrinks.lots -= given;
  }
  return given;
}
