/**
 * Where lots may go. A member brings lots on its days, no more on each than it declared; on a day it may serve one or
 * several waves, which share what it can bring that day: waves of two contracts that are loaded on the same day, for
 * example. A place is one day of one member in one wave.
 *
 * Columns instead of objects, because a year of all contracts has tens of thousands of places: the days of member `m` are
 * `dayStart[m] … dayStart[m + 1]`, the places of day `d` are `placeStart[d] … placeStart[d + 1]`.
 */
export type Network = {
  readonly memberCount: number;
  readonly dayStart: Int32Array;
  /** Most lots on that day. */
  readonly dayMost: Float64Array;
  readonly placeStart: Int32Array;
  readonly placeWave: Int32Array;
  /** Rupiah per lot. */
  readonly placeCost: Float64Array;
  /** Lots that each wave asks for. */
  readonly waveLots: Float64Array;
};

/** What one member may bring, in the plain words that a network is built from. */
export type MemberDays = readonly {
  readonly most: number;
  readonly waves: readonly { readonly wave: number; readonly cost: number }[];
}[];

export function networkOf(waveLots: readonly number[], members: readonly MemberDays[]): Network {
  const days = members.flat();
  const places = days.flatMap((day) => day.waves);
  return {
    memberCount: members.length,
    dayStart: startsOf(members.map((own) => own.length)),
    dayMost: Float64Array.from(days, (day) => day.most),
    placeStart: startsOf(days.map((day) => day.waves.length)),
    placeWave: Int32Array.from(places, (place) => place.wave),
    placeCost: Float64Array.from(places, (place) => place.cost),
    waveLots: Float64Array.from(waveLots),
  };
}

/** For each thing, the owner whose range in `start` it lies in. */
export function ownersOf(start: Int32Array): Int32Array {
  const owners = new Int32Array(start[start.length - 1] as number);
  for (let owner = 0; owner + 1 < start.length; owner++)
    owners.fill(owner, start[owner] as number, start[owner + 1] as number);
  return owners;
}

function startsOf(lengths: readonly number[]): Int32Array {
  const start = new Int32Array(lengths.length + 1);
  for (const [at, length] of lengths.entries()) start[at + 1] = (start[at] as number) + length;
  return start;
}
