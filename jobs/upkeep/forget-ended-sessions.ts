import { forgetEndedSessions } from "#app/modules/identity/session-upkeep.server.ts";
import { every } from "../schedule.ts";

/** A session that ran out opens nothing any more; once a night its row goes too. */
export const forgetSessions = every("forget-ended-sessions", { cron: "40 3 * * *" }, async ({ at }) => {
  await forgetEndedSessions(at);
});
