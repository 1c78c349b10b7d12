import { MoveTable, type Place } from "./moves.ts";

/**
 * Lots of several waves on their way to members, always placed as cheaply as the totals so far allow.
 *
 * The totals that members can reach together form a polymatroid: a lot for one member may push lots of others from
 * wave to wave, but never takes one away. So whoever cannot be given a lot now never can again, and giving always
 * to the first in line who still can is exactly fair, not just a good try.
 *
 * Each lot goes along the cheapest way to a wave that has some left, others moving aside where needed. Growing a
 * cheapest placement along cheapest ways keeps it cheapest (successive shortest paths). Ways are searched between
 * waves only: who would move from one wave to another at the least cost is kept in a table of moves.
 */
export class Filling {
  /** Lots each member has in all. */
  readonly totals: Float64Array;
  /** Lots each wave still has to give. */
  readonly left: Float64Array;
  /** Lots in each place. */
  readonly lots: Float64Array;
  private readonly moves: MoveTable;
  private readonly ofMember: readonly (readonly number[])[];
  private readonly ofWave: readonly (readonly number[])[];
  /** Cheapest way from a wave to one with lots left; infinite when there is none any more, which is for good. */
  private readonly wayCost: Float64Array;
  private readonly wayTie: Float64Array;
  private readonly next: Int32Array;
  private isStale = false;

  constructor(
    members: number,
    waveLots: readonly number[],
    private readonly places: readonly Place[],
  ) {
    this.totals = new Float64Array(members);
    this.left = Float64Array.from(waveLots);
    this.lots = new Float64Array(places.length);
    const ofMember: number[][] = Array.from({ length: members }, () => []);
    const ofWave: number[][] = waveLots.map(() => []);
    for (const [at, { member, wave }] of places.entries()) {
      ofMember[member]?.push(at);
      ofWave[wave]?.push(at);
    }
    this.ofMember = ofMember;
    this.ofWave = ofWave;
    this.moves = new MoveTable(places, this.lots, waveLots.length, ofMember);
    this.wayCost = Float64Array.from(waveLots, (lots) => (lots > 0 ? 0 : Number.POSITIVE_INFINITY));
    this.wayTie = new Float64Array(waveLots.length);
    this.next = new Int32Array(waveLots.length).fill(-1);
    for (const [wave, lots] of waveLots.entries()) if (lots === 0) this.close(wave);
  }

  /**
   * Gives a member up to `most` lots along one way and returns how many: 0 means never again. Totals of all other
   * members stay as they are.
   */
  give(member: number, most: number): number {
    if (this.isStale) this.findWays();
    const first = this.cheapestEntry(member);
    if (first === -1) return 0;
    const moved: { readonly from: number; readonly to: number }[] = [];
    let given = Math.min(most, this.room(first));
    let wave = (this.places[first] as Place).wave;
    for (let to = this.next[wave] as number; to !== -1; to = this.next[wave] as number) {
      const move = { from: this.moves.from(wave, to), to: this.moves.to(wave, to) };
      moved.push(move);
      given = Math.min(given, this.lots[move.from] as number, this.room(move.to));
      wave = to;
    }
    given = Math.min(given, this.left[wave] as number);
    this.change(first, given);
    for (const { from, to } of moved) {
      this.change(from, -given);
      this.change(to, given);
    }
    this.left[wave] = (this.left[wave] as number) - given;
    if (this.left[wave] === 0) this.close(wave);
    this.totals[member] = (this.totals[member] as number) + given;
    return given;
  }

  private room(at: number): number {
    return (this.places[at] as Place).most - (this.lots[at] as number);
  }

  /** A wave has given its last lot: from now on whoever wants in needs someone to move out. */
  private close(wave: number): void {
    this.moves.watch(wave, this.ofWave[wave] ?? []);
    this.isStale = true;
  }

  private cheapestEntry(member: number): number {
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    let bestTie = 0;
    for (const at of this.ofMember[member] ?? []) {
      const place = this.places[at] as Place;
      const cost = place.cost + (this.wayCost[place.wave] as number);
      if (cost === Number.POSITIVE_INFINITY || this.room(at) === 0) continue;
      const tie = place.tie + (this.wayTie[place.wave] as number);
      if (cost < bestCost || (cost === bestCost && tie < bestTie)) {
        best = at;
        bestCost = cost;
        bestTie = tie;
      }
    }
    return best;
  }

  /** Changes one place; moves that this opens or closes out of a wave with nothing left make the known ways stale. */
  private change(at: number, by: number): void {
    const before = this.lots[at] as number;
    const after = before + by;
    const { most } = this.places[at] as Place;
    this.lots[at] = after;
    if ((before === 0 || after === 0) && this.moves.lookOut(at)) this.isStale = true;
    if ((before === most || after === most) && this.moves.lookIn(at)) this.isStale = true;
  }

  /**
   * Dijkstra from the waves with lots left towards the others, on costs reduced by the ways known before: those can
   * only have become dearer, so reduced costs are not negative.
   */
  private findWays(): void {
    const { wayCost, wayTie, left, next, moves } = this;
    const waves = left.length;
    const addedCost = new Float64Array(waves);
    const addedTie = new Float64Array(waves);
    const open: number[] = [];
    for (let wave = 0; wave < waves; wave++) {
      if ((left[wave] as number) > 0 || wayCost[wave] === Number.POSITIVE_INFINITY) continue;
      addedCost[wave] = Number.POSITIVE_INFINITY;
      next[wave] = -1;
      open.push(wave);
    }
    const relax = (to: number) => {
      for (const wave of open) {
        const move = moves.cost[wave * waves + to] as number;
        if (move === Number.POSITIVE_INFINITY) continue;
        const cost = (addedCost[to] as number) + move + (wayCost[to] as number) - (wayCost[wave] as number);
        if (cost > (addedCost[wave] as number)) continue;
        const tie =
          (addedTie[to] as number) +
          (moves.tie[wave * waves + to] as number) +
          (wayTie[to] as number) -
          (wayTie[wave] as number);
        if (cost === addedCost[wave] && tie >= (addedTie[wave] as number)) continue;
        addedCost[wave] = cost;
        addedTie[wave] = tie;
        next[wave] = to;
      }
    };
    for (let wave = 0; wave < waves; wave++) if ((left[wave] as number) > 0) relax(wave);
    while (open.length > 0) {
      const nearest = open.splice(nearestOf(open, addedCost, addedTie), 1)[0] as number;
      if (addedCost[nearest] !== Number.POSITIVE_INFINITY) relax(nearest);
    }
    for (let wave = 0; wave < waves; wave++) {
      wayCost[wave] = (wayCost[wave] as number) + (addedCost[wave] as number);
      wayTie[wave] = (wayTie[wave] as number) + (addedTie[wave] as number);
    }
    this.isStale = false;
  }
}

function nearestOf(open: readonly number[], cost: Float64Array, tie: Float64Array): number {
  let best = 0;
  for (let at = 1; at < open.length; at++) {
    const wave = open[at] as number;
    const rival = open[best] as number;
    const difference = (cost[wave] as number) - (cost[rival] as number);
    if (difference < 0 || (difference === 0 && (tie[wave] as number) < (tie[rival] as number))) best = at;
  }
  return best;
}
