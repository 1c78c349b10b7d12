import { invariant } from "#app/kernel/errors.ts";

/**
 * In which order a vehicle calls at its stops: from the gate out, at each once, and back to the gate, over the fewest
 * metres and at no stop outside its window. Of rounds that are equally long the one goes first on which less weight travels
 * far, then the one whose stops come earlier in the list. Up to `EXACT_STOPS` stops nothing shorter exists; beyond, the order
 * is built by insertion and improved by turning stretches around.
 */
export const EXACT_STOPS = 12;

/** Minutes after midnight on the gate's clock, both ends included. */
export type Window = { readonly from: number; readonly to: number };

export type StopToMake = {
  /** What is taken in there, in base units; below 0 where it is handed over. */
  readonly load: number;
  readonly window: Window | null;
  /** Stops that come before it, as places in the list: where its goods are fetched. Only for up to `EXACT_STOPS`. */
  readonly after?: readonly number[];
};

export type Pace = {
  readonly metresPerMinute: number;
  /** What loading at a stop takes. */
  readonly stopMinutes: number;
  /** When the vehicle leaves the gate. */
  readonly startMinute: number;
};

/** Metres between every two places, row by row: the stops in their order, then the gate. */
export type Ways = readonly number[];

export type Round = {
  /** Which stop comes when, as places in the list. */
  readonly order: readonly number[];
  readonly metres: number;
  /** Minutes after midnight at which each stop of `order` is reached and, if need be, its window has opened. */
  readonly minutes: readonly number[];
};

type Ground = { readonly ways: Ways; readonly stops: readonly StopToMake[]; readonly pace: Pace };

/** A round as far as it has come. */
type Step = {
  readonly stop: number;
  readonly metres: number;
  /** Σ of what was aboard × metres: what decides between rounds of one length. */
  readonly burden: number;
  readonly minute: number;
  readonly before: Step | null;
};

function wayOf({ ways, stops }: Ground, from: number, to: number): number {
  return ways[from * (stops.length + 1) + to] as number;
}

/** One stop more, or null when its window has closed by then. */
function goOn(ground: Ground, before: Step | null, stop: number, aboard: number): Step | null {
  const { pace, stops } = ground;
  const metres = wayOf(ground, before?.stop ?? stops.length, stop);
  const left = before === null ? pace.startMinute : before.minute + pace.stopMinutes;
  const there = left + Math.ceil(metres / pace.metresPerMinute);
  const { window } = stops[stop] as StopToMake;
  if (window !== null && there > window.to) return null;
  return {
    stop,
    metres: (before?.metres ?? 0) + metres,
    burden: (before?.burden ?? 0) + aboard * metres,
    minute: window === null ? there : Math.max(there, window.from),
    before,
  };
}

function isShorter(a: Step, b: Step): boolean {
  return a.metres !== b.metres ? a.metres < b.metres : a.burden < b.burden;
}

/** Keeps a step unless another is as short and as early; drops those that it outdoes. */
function keep(steps: Step[], one: Step): void {
  const outdone = (worse: Step, better: Step) => !isShorter(worse, better) && better.minute <= worse.minute;
  if (steps.some((other) => outdone(one, other))) return;
  const rest = steps.filter((other) => !outdone(other, one));
  steps.splice(0, steps.length, ...rest, one);
}

function homeward(ground: Ground, last: Step, aboard: number): Step {
  const metres = wayOf(ground, last.stop, ground.stops.length);
  return { ...last, metres: last.metres + metres, burden: last.burden + aboard * metres };
}

function roundOf(closed: Step): Round {
  const order: number[] = [];
  const minutes: number[] = [];
  for (let at: Step | null = closed; at !== null; at = at.before) {
    order.unshift(at.stop);
    minutes.unshift(at.minute);
  }
  return { order, metres: closed.metres, minutes };
}

const EMPTY: Round = { order: [], metres: 0, minutes: [] };

/**
 * The shortest round of every set of stops, by the set as a bit mask; null where no order meets every window. At most
 * `EXACT_STOPS` stops.
 */
export function roundsOfSets(ways: Ways, stops: readonly StopToMake[], pace: Pace): (Round | null)[] {
  invariant(stops.length <= EXACT_STOPS, "so many sets cannot be gone through");
  const ground = { ways, stops, pace };
  const sets = 1 << stops.length;
  const ends: Step[][][] = Array.from({ length: sets }, () => stops.map(() => []));
  const rounds: (Round | null)[] = [EMPTY];
  const needs = stops.map(({ after = [] }) => after.reduce((mask, stop) => mask | (1 << stop), 0));
  for (let stop = 0; stop < stops.length; stop += 1) {
    const first = needs[stop] === 0 ? goOn(ground, null, stop, 0) : null;
    if (first) keep((ends[1 << stop] as Step[][])[stop] as Step[], first);
  }
  for (let set = 1; set < sets; set += 1) {
    const aboard = stops.reduce((sum, stop, at) => (set & (1 << at) ? sum + stop.load : sum), 0);
    let best: Step | null = null;
    for (const step of (ends[set] as Step[][]).flat()) {
      const closed = homeward(ground, step, aboard);
      if (best === null || isShorter(closed, best)) best = closed;
      for (let stop = 0; stop < stops.length; stop += 1) {
        const mayFollow = (set & (1 << stop)) === 0 && ((needs[stop] as number) & ~set) === 0;
        if (!mayFollow) continue;
        const next = goOn(ground, step, stop, aboard);
        if (next) keep((ends[set | (1 << stop)] as Step[][])[stop] as Step[], next);
      }
    }
    rounds.push(best && roundOf(best));
  }
  return rounds;
}

/** The round of all these stops; null when no order (beyond `exactUpTo`: none that was tried) meets every window. */
export function roundOfAll(
  ways: Ways,
  stops: readonly StopToMake[],
  pace: Pace,
  exactUpTo = EXACT_STOPS,
): Round | null {
  invariant(
    stops.length <= exactUpTo || stops.every((stop) => stop.after === undefined),
    "a longer round knows no order among its stops",
  );
  if (stops.length <= exactUpTo) return roundsOfSets(ways, stops, pace).at(-1) ?? null;
  const ground = { ways, stops, pace };
  const order = inserted(ground);
  return order && turned(ground, order);
}

/** The round in this very order; null when a window has closed. */
function alongOrder(ground: Ground, order: readonly number[]): Step | null {
  let [step, aboard]: [Step | null, number] = [null, 0];
  for (const stop of order) {
    step = goOn(ground, step, stop, aboard);
    if (step === null) return null;
    aboard += (ground.stops[stop] as StopToMake).load;
  }
  return step && homeward(ground, step, aboard);
}

/** Puts in one stop after the other, the farthest from the gate first, each where it lengthens the round least. */
function inserted(ground: Ground): number[] | null {
  const { stops } = ground;
  const far = (stop: number) => wayOf(ground, stops.length, stop);
  const byDistance = stops.map((_, at) => at).sort((a, b) => far(b) - far(a) || a - b);
  let order: number[] = [];
  for (const stop of byDistance) {
    let best: { readonly order: number[]; readonly step: Step } | null = null;
    for (let at = 0; at <= order.length; at += 1) {
      const tried = [...order.slice(0, at), stop, ...order.slice(at)];
      const step = alongOrder(ground, tried);
      if (step && (best === null || isShorter(step, best.step))) best = { order: tried, step };
    }
    if (best === null) return null;
    order = best.order;
  }
  return order;
}

const TURNS_MAX = 20;

/** Turns stretches of a round around as long as that shortens it, `TURNS_MAX` times through all of them at most. */
function turned(ground: Ground, start: readonly number[]): Round | null {
  let order = [...start];
  let step = alongOrder(ground, order);
  for (let pass = 0; pass < TURNS_MAX; pass += 1) {
    let isBetter = false;
    for (let from = 0; from < order.length - 1; from += 1)
      for (let to = from + 1; to < order.length; to += 1) {
        const tried = [
          ...order.slice(0, from),
          ...order.slice(from, to + 1).reverse(),
          ...order.slice(to + 1),
        ];
        const other = alongOrder(ground, tried);
        if (!other || (step && !isShorter(other, step))) continue;
        [order, step, isBetter] = [tried, other, true];
      }
    if (!isBetter) break;
  }
  return step && roundOf(step);
}
