import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { calendarMarks } from "#db/schema/menus.ts";
import { MarkDays } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/**
 * Says something about a range of days: that the kitchen cooks or not, a tray or a package to take home, for how many children
 * of each portion, or all of it.
 * Nothing said before is lost; of what was said about a day the newest holds.
 */
export const markDays = command({
  name: "menus.markDays",
  input: MarkDays,
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId, personId } = plannerOf(call);
    const weekdays = input.weekdays.length === 0 ? EVERY_DAY : input.weekdays;
    const markId = newId("calendarMark");
    await tx.insert(calendarMarks).values({
      id: markId,
      organisationId,
      fromDay: input.fromDay,
      toDay: input.toDay ?? null,
      weekdays: [...new Set(weekdays)].sort((a, b) => a - b).join(""),
      operates: input.operates === undefined ? null : input.operates === "yes",
      serves: input.serves ?? null,
      smallHeads: input.smallHeads ?? null,
      largeHeads: input.largeHeads ?? null,
      reason: input.reason,
      note: input.note ?? null,
      recordedBy: personId,
      recordedAt: call.at,
    });
    return { markId };
  },
});
