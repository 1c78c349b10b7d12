import type { Tempo } from "#jobs/tempo.ts";

/** Wheels that turn fast enough for tests, and slow enough for a machine that is busy. */
export const briskTempo: Partial<Tempo> = {
  relayBusyMs: 2,
  relayIdleMs: 20,
  sweepEveryMs: 500,
  sweepAgeMs: 2_000,
  lockMs: 5_000,
  stalledEveryMs: 500,
  pulseEveryMs: 500,
  outagePauseMs: 30,
  bugPauseMs: 20,
  stopMs: 5_000,
};
