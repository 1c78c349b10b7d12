import type { Network } from "#app/modules/allotment/network.ts";
import type { Contender } from "#app/modules/allotment/turns.ts";
import { seeded } from "#tests/support/markets.ts";

/** A year of call-offs: every contract asks for lots in every week, koperasi serve a few contracts in a part of the weeks. */
export type Year = {
  readonly seed: number;
  readonly koperasi: number;
  readonly weeks: number;
  readonly contracts: number;
  /** Lots that all waves ask for together. */
  readonly asked: number;
  /** What koperasi can bring together, over what is asked. */
  readonly supply: number;
  /** Weeks in which a koperasi brings anything, of all; and contracts it may serve. */
  readonly weeksOfEach: number;
  readonly contractsOfEach: number;
  /** Rupiah to which costs are rounded down; with a large one many places cost alike, in the end all of them. */
  readonly costStep?: number;
};

/** The year as the rule takes it: the network, and everyone's weight, past and cap. The same seed, the same year. */
export function callOffYear(year: Year): { readonly network: Network; readonly line: readonly Contender[] } {
  const random = seeded(year.seed);
  const { weeks, contracts, costStep = 1 } = year;
  const weight = Array.from({ length: year.koperasi }, () => 1 + Math.floor(2_000 * random() ** 3));
  const chosen = (of: number, wanted: number) =>
    Array.from({ length: of }, (_, at) => at)
      .filter(() => random() < wanted / of)
      .slice(0, of);
  const days = weight.flatMap((_, member) => {
    const served = chosen(contracts, year.contractsOfEach);
    return served.length === 0
      ? []
      : chosen(weeks, year.weeksOfEach).map((week) => ({ member, week, served, size: 0.3 + random() }));
  });
  const scale = (year.asked * year.supply) / days.reduce((sum, day) => sum + day.size, 0);
  const dayStart = new Int32Array(year.koperasi + 1);
  const placeStart = new Int32Array(days.length + 1);
  const placeWave: number[] = [];
  const placeCost: number[] = [];
  for (const [at, { member, week, served }] of days.entries()) {
    dayStart[member + 1] = at + 1;
    for (const contract of served) {
      placeWave.push(week * contracts + contract);
      placeCost.push(costStep * Math.floor(Math.round(40_000 + 160_000 * random()) / costStep));
    }
    placeStart[at + 1] = placeWave.length;
  }
  for (let member = 0; member < year.koperasi; member++)
    dayStart[member + 1] = Math.max(dayStart[member] as number, dayStart[member + 1] as number);
  const waveLots = new Float64Array(weeks * contracts);
  const mean = year.asked / waveLots.length;
  for (let wave = 0; wave < waveLots.length; wave++)
    waveLots[wave] = Math.max(1, Math.round(mean * (0.5 + random())));
  return {
    network: {
      memberCount: year.koperasi,
      dayStart,
      dayMost: Float64Array.from(days, (day) => Math.max(1, Math.round(day.size * scale))),
      placeStart,
      placeWave: Int32Array.from(placeWave),
      placeCost: Float64Array.from(placeCost),
      waveLots,
    },
    line: weight.map((each) => ({
      weight: each,
      past: Math.floor(random() * 5) - 2,
      cap: year.asked,
    })),
  };
}
