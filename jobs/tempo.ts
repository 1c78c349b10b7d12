/** How fast the worker's own wheels turn. Tests turn them faster; nothing else depends on these figures. */
export type Tempo = {
  /** How long the relay rests after it found events, and at most after it found none. */
  readonly relayBusyMs: number;
  readonly relayIdleMs: number;
  /** How often lost jobs and schedules are looked for, and how long a delivery may be owed before it is looked for. */
  readonly sweepEveryMs: number;
  readonly sweepAgeMs: number;
  /** How long a job stays with a worker that has died before another may take it, and how often that is checked. */
  readonly lockMs: number;
  readonly stalledEveryMs: number;
  /** How often the worker says that it lives and how its queue is: how old `/health` may be. */
  readonly pulseEveryMs: number;
  /** The first pause after an outage (doubled each time) and after a bug. */
  readonly outagePauseMs: number;
  readonly bugPauseMs: number;
  /** How long a stop may wait for running jobs; they are then left to the next worker. */
  readonly stopMs: number;
};

export const steadyTempo: Tempo = {
  relayBusyMs: 25,
  relayIdleMs: 250,
  sweepEveryMs: 5_000,
  sweepAgeMs: 30_000,
  lockMs: 15_000,
  stalledEveryMs: 5_000,
  pulseEveryMs: 1_000,
  outagePauseMs: 1_000,
  bugPauseMs: 2_000,
  stopMs: 8_000,
};
