import { boardTicket } from "#app/platform/board-ticket.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { livePulses } from "#app/platform/worker-pulse.server.ts";

/**
 * A link, good for five minutes, to the queue board of a living worker, or null when none lives. The board listens on
 * the worker's own machine only, so the link works from there (or through a tunnel). Give it to operators only.
 */
export async function queueBoardLink(): Promise<string | null> {
  const pulse = (await livePulses()).find((one) => one.port !== null);
  if (!pulse) return null;
  return `http://localhost:${pulse.port}/board?ticket=${boardTicket("link", now())}`;
}
