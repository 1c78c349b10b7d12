import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { sealDay } from "#app/modules/ledger/seal-day.server.ts";
import { every } from "../schedule.ts";

/** An hour after midnight the books of the day that is over are sealed; nights that were missed are part of it. */
export const sealTheBooks = every("seal-the-books", { cron: "0 1 * * *" }, async (call) => {
  await sealDay(call, { day: addDays(dayOf(call.at, "Asia/Jakarta"), -1) });
});
