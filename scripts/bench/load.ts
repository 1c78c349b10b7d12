/** Milliseconds of each answered request, and how long the whole took. */
export type Load = { readonly times: readonly number[]; readonly seconds: number };

export type Figures = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly count: number;
};

/** Runs `work` from `clients` loops at once for `seconds`; each loop waits for its answer before it asks again. */
export async function load(
  clients: number,
  seconds: number,
  work: (client: number, turn: number) => Promise<void>,
): Promise<Load> {
  const times: number[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 0; performance.now() < until; turn += 1) {
        const asked = performance.now();
        await work(client, turn);
        times.push(performance.now() - asked);
      }
    }),
  );
  return { times, seconds: (performance.now() - started) / 1000 };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What several loads come to together. */
export function figuresOf(loads: readonly Load[]): Figures {
  const times = loads.flatMap((one) => one.times).sort((a, b) => a - b);
  const at = (share: number) =>
    round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const seconds = loads.reduce((sum, one) => sum + one.seconds, 0);
  return {
    perSecond: round(times.length / seconds),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    count: times.length,
  };
}

/** Prints figures as JSON when asked for, else as lines that a person reads. */
export function report(name: string, rows: Readonly<Record<string, Figures | number | string>>): void {
  if (process.env["BENCH_JSON"]) {
    console.log(JSON.stringify({ bench: name, ...rows }));
    return;
  }
  console.log(name);
  for (const [label, row] of Object.entries(rows)) {
    if (typeof row !== "object") console.log(`  ${label.padEnd(28)} ${row}`);
    else
      console.log(
        `  ${label.padEnd(28)} ${row.perSecond}/s  p50 ${row.p50} ms  p95 ${row.p95} ms  p99 ${row.p99} ms  (${row.count})`,
      );
  }
}
