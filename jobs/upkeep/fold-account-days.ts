import { foldAccountDays } from "#app/modules/ledger/fold-account-days.server.ts";
import { every } from "../schedule.ts";

/** Once a night the days of accounts that many connections wrote on become one row each. */
export const foldDays = every("fold-account-days", { cron: "50 2 * * *" }, async ({ at }) => {
  await foldAccountDays(at);
});
