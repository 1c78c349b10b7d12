/** An event of a browser's trace: of which thread, when, how long on the clock and on the processor, in microseconds. */
export type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
};

/** A tap that waits longer feels it. */
const UNFELT_MS = 50;

/**
 * For how long taps would have waited after the first paint, in ms: what the main thread of the page that painted worked on each
 * task beyond fifty, by the processor's time. Of a task that was under way at the paint, all of it counts. Refuses a trace without a paint.
 */
export function blockingOf(events: readonly TraceEvent[]): number {
  const paint = events.find((event) => event.name === "firstContentfulPaint");
  if (!paint) throw new Error("the trace holds no paint");
  const main = events.find(
    (event) =>
      event.name === "thread_name" && event.pid === paint.pid && event.args?.name === "CrRendererMain",
  );
  return events
    .filter((event) => event.name.endsWith("RunTask") && event.ph === "X")
    .filter((event) => event.pid === paint.pid && event.tid === main?.tid)
    .filter((event) => event.ts + (event.dur ?? 0) > paint.ts)
    .map((event) => (event.tdur ?? event.dur ?? 0) / 1_000 - UNFELT_MS)
    .reduce((sum, beyond) => sum + Math.max(0, beyond), 0);
}
