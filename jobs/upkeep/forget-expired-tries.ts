import { forgetExpiredTries } from "#app/platform/rate-limit.server.ts";
import { every } from "../schedule.ts";

/** Tries that ran out hold nobody back; every hour their rows go. */
export const forgetTriesRunOut = every("forget-expired-tries", { cron: "50 * * * *" }, async ({ at }) => {
  await forgetExpiredTries(at);
});
