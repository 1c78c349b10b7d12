import { type Network, ownersOf } from "./network.ts";

/** Further from a free lot than any way can be long. */
const NEVER = 0x3fffffff;
/** No arc at all; ways back to a member are the small negative numbers. */
const NO_ARC = -0x40000000;

/**
 * Lots on their way to members. Totals are what this settles; where the lots lie meanwhile is any arrangement that has
 * room for them (`placement.ts` finds the cheapest one afterwards).
 *
 * The totals that members can reach together form a polymatroid: a lot for one member may push lots of others from
 * wave to wave, but never takes one away. So whoever cannot be given a lot now never can again, and giving always
 * to the first in line who still can is exactly fair, not just a good try.
 *
 * Every member, day and wave knows how many steps it is at least away from a lot that is free, and a way only steps
 * nearer. Giving along such a way keeps all distances true, whoever is given, so they only ever grow: all searching
 * together costs no more than a few passes over the network. When no node is left at some distance, whatever is further away
 * is cut off from free lots for good.
 */
export class Filling {
  /** Lots each member has in all. */
  readonly totals: Float64Array;
  /** Lots each wave still has to give. */
  readonly left: Float64Array;
  /** Lots in each place. */
  readonly lots: Float64Array;
  private readonly used: Float64Array;
  private readonly dayOwner: Int32Array;
  private readonly placeDay: Int32Array;
  private readonly waveStart: Int32Array;
  private readonly wavePlace: Int32Array;
  /** Nodes are members, then days, then waves. */
  private readonly firstDay: number;
  private readonly firstWave: number;
  private readonly distance: Int32Array;
  /** The nodes at each distance as a chain: the first of each, and before and after every node; -1 where it ends. */
  private readonly firstAt: Int32Array;
  private readonly before: Int32Array;
  private readonly after: Int32Array;
  private highest = 3;
  /** Where a node's search for a step nearer goes on. */
  private readonly arcAt: Int32Array;
  private readonly pathNode: number[] = [];
  /** The day or place that each step of the path goes through. */
  private readonly pathArc: number[] = [];

  constructor(private readonly network: Network) {
    const { memberCount, dayStart, dayMost, placeStart, placeWave, waveLots } = network;
    const [days, waves] = [dayMost.length, waveLots.length];
    this.totals = new Float64Array(memberCount);
    this.left = waveLots.slice();
    this.lots = new Float64Array(placeWave.length);
    this.used = new Float64Array(days);
    this.dayOwner = ownersOf(dayStart);
    this.placeDay = ownersOf(placeStart);
    ({ start: this.waveStart, place: this.wavePlace } = placesByWave(placeWave, waves));
    this.firstDay = memberCount;
    this.firstWave = memberCount + days;
    const nodes = this.firstWave + waves;
    this.distance = new Int32Array(nodes).fill(NEVER);
    this.arcAt = new Int32Array(nodes);
    this.firstAt = new Int32Array(nodes + 2).fill(-1);
    this.before = new Int32Array(nodes);
    this.after = new Int32Array(nodes);
    this.measure();
  }

  /** Nothing has been given yet: a wave with lots is one step away, its days two, their members three. */
  private measure(): void {
    const { waveLots, placeWave, dayMost } = this.network;
    const put = (node: number, steps: number) => {
      if (this.distance[node] === NEVER) this.enter(node, steps);
    };
    for (const [wave, lots] of waveLots.entries()) if (lots > 0) put(this.firstWave + wave, 1);
    for (const [place, wave] of placeWave.entries()) {
      const day = this.placeDay[place] as number;
      if (waveLots[wave] === 0 || dayMost[day] === 0) continue;
      put(this.firstDay + day, 2);
      put(this.dayOwner[day] as number, 3);
    }
  }

  /**
   * Gives a member up to `most` lots along one way and returns how many: 0 means never again. Totals of all other
   * members stay as they are.
   */
  give(member: number, most: number): number {
    const { distance, pathNode, pathArc } = this;
    let depth = 0;
    pathNode[0] = member;
    while (distance[member] !== NEVER) {
      const node = pathNode[depth] as number;
      if (node >= this.firstWave && (this.left[node - this.firstWave] as number) > 0)
        return this.push(member, depth, most);
      const arc = this.stepNearer(node);
      if (arc === NO_ARC) {
        this.moveAway(node);
        if (depth > 0) depth--;
        continue;
      }
      pathArc[depth] = arc;
      depth++;
      pathNode[depth] = this.target(node, arc);
    }
    return 0;
  }

  /**
   * The next arc of a node that leads one step nearer, or `NO_ARC`. Arcs: days of a member, places of a day or wave. Nearly all
   * the time of a filling is spent here, so each kind of node has a loop of its own.
   */
  private stepNearer(node: number): number {
    if (node < this.firstDay) return this.nearerDay(node);
    return node < this.firstWave ? this.nearerPlace(node) : this.nearerWaveMate(node);
  }

  private nearerDay(member: number): number {
    const { distance, arcAt, used, firstDay } = this;
    const { dayStart, dayMost } = this.network;
    const nearer = (distance[member] as number) - 1;
    const begin = dayStart[member] as number;
    const end = dayStart[member + 1] as number;
    for (let day = begin + (arcAt[member] as number); day < end; day++) {
      if (distance[firstDay + day] !== nearer || (used[day] as number) >= (dayMost[day] as number)) continue;
      arcAt[member] = day - begin;
      return day;
    }
    return NO_ARC;
  }

  /** A wave of the day; last of all the member of the day, whose lots may lie on another one. */
  private nearerPlace(node: number): number {
    const { distance, arcAt, firstWave } = this;
    const { placeStart, placeWave } = this.network;
    const nearer = (distance[node] as number) - 1;
    const day = node - this.firstDay;
    const begin = placeStart[day] as number;
    const end = placeStart[day + 1] as number;
    let place = begin + (arcAt[node] as number);
    while (place < end && distance[firstWave + (placeWave[place] as number)] !== nearer) place++;
    const isBack = place >= end;
    if (isBack && (distance[this.dayOwner[day] as number] !== nearer || this.used[day] === 0)) return NO_ARC;
    arcAt[node] = place - begin;
    return isBack ? -day - 1 : place;
  }

  /** A day with lots in the wave, which may lie in another wave. */
  private nearerWaveMate(node: number): number {
    const { distance, arcAt, lots, waveStart, wavePlace, placeDay, firstDay } = this;
    const nearer = (distance[node] as number) - 1;
    const wave = node - this.firstWave;
    const begin = waveStart[wave] as number;
    const end = waveStart[wave + 1] as number;
    for (let at = begin + (arcAt[node] as number); at < end; at++) {
      const place = wavePlace[at] as number;
      if (lots[place] === 0 || distance[firstDay + (placeDay[place] as number)] !== nearer) continue;
      arcAt[node] = at - begin;
      return place;
    }
    return NO_ARC;
  }

  /** A node without a step nearer is further away than was thought; whoever could only come by way of it never will. */
  private moveAway(node: number): void {
    const { distance, firstAt } = this;
    const steps = distance[node] as number;
    const nearest = this.nearestOf(node);
    this.leave(node, steps);
    this.arcAt[node] = 0;
    const isGap = firstAt[steps] === -1;
    if (isGap) this.cutOffBeyond(steps);
    if (isGap || nearest + 1 >= firstAt.length) distance[node] = NEVER;
    else this.enter(node, nearest + 1);
  }

  /** How far the nearest node is that an arc with room leads to; `NEVER` when none does. */
  private nearestOf(node: number): number {
    const { distance, firstDay, firstWave, used, lots, waveStart, wavePlace, placeDay } = this;
    const { dayStart, dayMost, placeStart, placeWave } = this.network;
    let nearest = NEVER;
    if (node < firstDay) {
      for (let day = dayStart[node] as number; day < (dayStart[node + 1] as number); day++) {
        const other = distance[firstDay + day] as number;
        if (other < nearest && (used[day] as number) < (dayMost[day] as number)) nearest = other;
      }
      return nearest;
    }
    if (node >= firstWave) {
      const wave = node - firstWave;
      for (let at = waveStart[wave] as number; at < (waveStart[wave + 1] as number); at++) {
        const place = wavePlace[at] as number;
        if (lots[place] === 0) continue;
        const other = distance[firstDay + (placeDay[place] as number)] as number;
        if (other < nearest) nearest = other;
      }
      return nearest;
    }
    const day = node - firstDay;
    for (let place = placeStart[day] as number; place < (placeStart[day + 1] as number); place++) {
      const other = distance[firstWave + (placeWave[place] as number)] as number;
      if (other < nearest) nearest = other;
    }
    if ((used[day] as number) > 0)
      nearest = Math.min(nearest, distance[this.dayOwner[day] as number] as number);
    return nearest;
  }

  private enter(node: number, steps: number): void {
    const next = this.firstAt[steps] as number;
    this.distance[node] = steps;
    this.before[node] = -1;
    this.after[node] = next;
    if (next !== -1) this.before[next] = node;
    this.firstAt[steps] = node;
    if (steps > this.highest) this.highest = steps;
  }

  private leave(node: number, steps: number): void {
    const [before, after] = [this.before[node] as number, this.after[node] as number];
    if (before === -1) this.firstAt[steps] = after;
    else this.after[before] = after;
    if (after !== -1) this.before[after] = before;
  }

  /** Every way passes each distance once. With nobody at this one, those further away have no way. */
  private cutOffBeyond(steps: number): void {
    for (let at = steps + 1; at <= this.highest; at++) {
      for (let node = this.firstAt[at] as number; node !== -1; node = this.after[node] as number)
        this.distance[node] = NEVER;
      this.firstAt[at] = -1;
    }
    this.highest = steps - 1;
  }

  private push(member: number, depth: number, most: number): number {
    const wave = (this.pathNode[depth] as number) - this.firstWave;
    let given = Math.min(most, this.left[wave] as number);
    for (let step = 0; step < depth; step++)
      given = Math.min(given, this.room(this.pathNode[step] as number, this.pathArc[step] as number));
    for (let step = 0; step < depth; step++) {
      const node = this.pathNode[step] as number;
      const arc = this.pathArc[step] as number;
      if (node < this.firstDay) this.used[arc] = (this.used[arc] as number) + given;
      else if (node >= this.firstWave) this.lots[arc] = (this.lots[arc] as number) - given;
      else if (arc < 0) this.used[-arc - 1] = (this.used[-arc - 1] as number) - given;
      else this.lots[arc] = (this.lots[arc] as number) + given;
    }
    this.left[wave] = (this.left[wave] as number) - given;
    this.totals[member] = (this.totals[member] as number) + given;
    return given;
  }

  private target(node: number, arc: number): number {
    if (node < this.firstDay) return this.firstDay + arc;
    if (node >= this.firstWave) return this.firstDay + (this.placeDay[arc] as number);
    return arc < 0
      ? (this.dayOwner[-arc - 1] as number)
      : this.firstWave + (this.network.placeWave[arc] as number);
  }

  private room(node: number, arc: number): number {
    if (node < this.firstDay) return (this.network.dayMost[arc] as number) - (this.used[arc] as number);
    if (node >= this.firstWave) return this.lots[arc] as number;
    return arc < 0 ? (this.used[-arc - 1] as number) : Number.POSITIVE_INFINITY;
  }
}

function placesByWave(placeWave: Int32Array, waves: number) {
  const start = new Int32Array(waves + 1);
  for (const wave of placeWave) start[wave + 1] = (start[wave + 1] as number) + 1;
  for (let wave = 0; wave < waves; wave++)
    start[wave + 1] = (start[wave + 1] as number) + (start[wave] as number);
  const next = start.slice();
  const place = new Int32Array(placeWave.length);
  for (const [at, wave] of placeWave.entries()) {
    const to = next[wave] as number;
    place[to] = at;
    next[wave] = to + 1;
  }
  return { start, place };
}
