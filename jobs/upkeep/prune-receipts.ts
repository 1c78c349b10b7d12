import { pruneReceipts } from "#app/platform/receipts.server.ts";
import { every } from "../schedule.ts";

const KEPT_DAYS = 30;
const BATCH = 2_000;

/** A key may be used again after thirty days, as the description of the API says. */
export const pruneOldReceipts = every("prune-receipts", { cron: "20 3 * * *" }, async ({ at }) => {
  const before = new Date(at.getTime() - KEPT_DAYS * 86_400_000);
  while ((await pruneReceipts(before, BATCH)) === BATCH);
});
