import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { receivingWindows } from "#db/schema/menus.ts";
import { SetReceivingWindow } from "./menus.schema.ts";
import { permitKeeping, plannerOf } from "./own-kitchen.server.ts";

/**
 * Says when the acting kitchen takes one class of goods, or, with no hours, that its region's rule holds again. Orders that are
 * drafted from now on ask for it then; those that were sent keep the hours they were sent with. Nothing said before is lost.
 */
export const setReceivingWindow = command({
  name: "menus.setReceivingWindow",
  input: SetReceivingWindow,
  permit: permitKeeping,
  run: async (tx, call, input) => {
    const { organisationId, personId } = plannerOf(call);
    const windowId = newId("receivingWindow");
    await tx.insert(receivingWindows).values({
      id: windowId,
      organisationId,
      goodsClass: input.goodsClass,
      daysBefore: input.window?.daysBefore ?? null,
      windowStart: input.window?.windowStart ?? null,
      windowEnd: input.window?.windowEnd ?? null,
      recordedBy: personId,
      recordedAt: call.at,
    });
    return { windowId };
  },
});
