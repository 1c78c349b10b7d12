import { pruneEvents } from "#app/platform/deliveries.server.ts";
import { every } from "../schedule.ts";

const KEPT_DAYS = 14;
const BATCH = 2_000;

/** Events that every reaction is done with are forgotten after two weeks; what is still owed is never forgotten. */
export const pruneOutbox = every("prune-outbox", { cron: "10 3 * * *" }, async ({ at }) => {
  const before = new Date(at.getTime() - KEPT_DAYS * 86_400_000);
  while ((await pruneEvents(before, BATCH)) === BATCH);
});
