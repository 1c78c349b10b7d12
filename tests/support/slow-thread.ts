import { serveThread } from "#app/platform/serve-thread.server.ts";

/** Answers a number of milliseconds after it has kept its thread busy for as long. */
serveThread((ms: number): number => {
  const until = performance.now() + ms;
  while (performance.now() < until);
  return ms;
});
