import { afterAll, onTestFinished } from "vitest";
import { setClock } from "#app/platform/clock.server.ts";

export type FixedClock = {
  /** Moves on by so many milliseconds. */
  readonly advance: (milliseconds: number) => void;
  readonly set: (moment: Date) => void;
};

/** Stops the application's clock at `moment` until the test, or the file that asked for it, is over. */
export function fixClock(moment: Date): FixedClock {
  let current = moment;
  setClock(() => new Date(current));
  const release = (): void => setClock(null);
  try {
    onTestFinished(release);
  } catch {
    afterAll(release);
  }
  return {
    advance: (milliseconds) => {
      current = new Date(current.getTime() + milliseconds);
    },
    set: (next) => {
      current = next;
    },
  };
}
