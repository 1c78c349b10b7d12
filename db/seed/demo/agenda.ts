import { invariant } from "#app/kernel/errors.ts";

/**
 * What happens in the demo world, in the order of its own time. A step may plan later steps; steps of the same moment
 * run side by side. What lies beyond `until` has not happened yet and is left out: that is how the world comes
 * to have a past, a present with work in it, and a future.
 */
export type Agenda = {
  readonly plan: (at: Date, step: () => Promise<void>) => void;
  readonly run: () => Promise<void>;
};

type Entry = { readonly at: number; readonly step: () => Promise<void> };

export function agenda(terms: {
  readonly until: Date;
  /** Steps of one moment that run at the same time. */
  readonly abreast: number;
  /** Told whenever the moment changes. */
  readonly onMoment: (at: Date) => void;
}): Agenda {
  const waiting: Entry[] = [];
  let present = Number.NEGATIVE_INFINITY;

  function takeEarliest(): Entry[] {
    const at = waiting.reduce((least, entry) => Math.min(least, entry.at), Number.POSITIVE_INFINITY);
    const taken = waiting.filter((entry) => entry.at === at);
    const rest = waiting.filter((entry) => entry.at !== at);
    waiting.splice(0, waiting.length, ...rest);
    return taken;
  }

  async function perform(entries: readonly Entry[]): Promise<void> {
    const queue = [...entries];
    const line = async (): Promise<void> => {
      for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) await entry.step();
    };
    await Promise.all(Array.from({ length: Math.min(terms.abreast, queue.length) }, line));
  }

  return {
    plan(at, step) {
      invariant(at.getTime() >= present, "nothing is planned for a moment that has passed");
      if (at <= terms.until) waiting.push({ at: at.getTime(), step });
    },
    async run() {
      while (waiting.length > 0) {
        const entries = takeEarliest();
        present = entries[0]?.at ?? present;
        terms.onMoment(new Date(present));
        await perform(entries);
      }
    },
  };
}
