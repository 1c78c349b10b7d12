import { solveTransport } from "#app/modules/matching/simplex/solve-transport.ts";
import { arcStore, refuseUnlessExact, type Transport } from "#app/modules/matching/simplex/transport.ts";
import { idHash, tieHash } from "#app/modules/matching/tie-hash.ts";

/** One possible place for lots: at most `most` of one member in one wave, at `cost` rupiah a lot. */
export type Place = {
  readonly member: number;
  readonly wave: number;
  readonly most: number;
  readonly cost: number;
};

export type PlaceTerms = {
  readonly memberIds: readonly string[];
  readonly waveIds: readonly string[];
  readonly waveLots: readonly number[];
  /** Lots per member; some placement must reach them. */
  readonly totals: Float64Array;
};

/**
 * Places the given totals in waves at the least cost, and among equal costs with the smallest sum of lots ×
 * h(member id, wave id), the hash of the matching engine. Returns lots per place.
 *
 * A place with a limit is not an arc of a transportation problem, so each place becomes a line that asks for its
 * limit: what the wave does not give, the member's own slack does, and the slack is exactly what the limits allow
 * beyond the total. A surcharge on waves, above what any rearrangement could save, makes slack be used up first.
 */
export function placeLots(places: readonly Place[], terms: PlaceTerms): Float64Array {
  const limits = places.map(({ member, wave, most }) =>
    Math.min(most, terms.totals[member] as number, terms.waveLots[wave] as number),
  );
  const used = places.map((_, at) => at).filter((at) => (limits[at] as number) > 0);
  const placed = new Float64Array(places.length);
  if (terms.waveIds.length === 1)
    return placed.map((_, at) => terms.totals[(places[at] as Place).member] as number);
  if (used.length === 0) return placed;
  const network = new Network(
    used.map((at) => places[at] as Place),
    used.map((at) => limits[at] as number),
    terms,
  );
  const answer = solveTransport(network.transport, (line, offer, round) => network.tie(line, offer, round));
  for (const [at, quantity] of answer.quantity.entries()) {
    const line = answer.line[at] as number;
    if (network.isWave(answer.offer[at] as number)) placed[used[line] as number] = quantity;
  }
  return placed;
}

class Network {
  readonly transport: Transport;
  private readonly waveOffer = new Map<number, number>();
  private readonly slackOffer = new Map<number, number>();
  private readonly hashed: { readonly members: readonly number[]; readonly waves: readonly number[] }[] = [];

  constructor(
    private readonly places: readonly Place[],
    limits: readonly number[],
    private readonly terms: PlaceTerms,
  ) {
    const capacity = this.nameOffers(limits);
    const costMax = places.reduce((most, { cost }) => Math.max(most, cost), 0);
    // A simple cycle meets each wave once, so it cannot save more than this by using one lot of a wave too many.
    const surcharge = this.waveOffer.size * costMax + 1;
    const arcMax = surcharge + costMax;
    const step = 2 * (this.waveOffer.size + 1) * arcMax + 1;
    refuseUnlessExact(2 * step);
    const start = new Int32Array(places.length + 1);
    const arcs = arcStore(places.length * 4, arcMax);
    let end = 0;
    for (const [line, { member, wave, cost }] of places.entries()) {
      arcs[end++] = places.length + (this.waveOffer.get(wave) as number);
      arcs[end++] = surcharge + cost;
      const slack = this.slackOffer.get(member);
      if (slack !== undefined) {
        arcs[end++] = places.length + slack;
        arcs[end++] = 0;
      }
      start[line + 1] = end;
    }
    this.transport = {
      lineCount: places.length,
      offerCount: capacity.length,
      demand: Float64Array.from(limits),
      capacity: Float64Array.from(capacity),
      columns: { start, arcs: arcs.subarray(0, end) },
      unfilledCost: new Float64Array(places.length).fill(step),
      valueMax: 2 * step,
    };
  }

  isWave(offer: number): boolean {
    return offer < this.waveOffer.size;
  }

  tie(line: number, offer: number, round: number): number {
    if (!this.isWave(offer)) return 0;
    this.hashed[round] ??= {
      members: this.terms.memberIds.map((id) => idHash(id, round)),
      waves: this.terms.waveIds.map((id) => idHash(id, round)),
    };
    const { members, waves } = this.hashed[round];
    const { member, wave } = this.places[line] as Place;
    return tieHash(members[member] as number, waves[wave] as number);
  }

  /** Numbers the waves first, then the slacks that are not empty; returns what each can give. */
  private nameOffers(limits: readonly number[]): number[] {
    const { waveLots, totals } = this.terms;
    const slack = new Map<number, number>();
    const capacity: number[] = [];
    for (const [at, { member, wave }] of this.places.entries()) {
      if (!this.waveOffer.has(wave)) this.waveOffer.set(wave, capacity.push(waveLots[wave] as number) - 1);
      slack.set(member, (slack.get(member) ?? -(totals[member] as number)) + (limits[at] as number));
    }
    for (const [member, lots] of slack) if (lots > 0) this.slackOffer.set(member, capacity.push(lots) - 1);
    return capacity;
  }
}
