import { lapseReplacements } from "#app/modules/shipments/lapse-replacements.server.ts";
import { tellLateDeliveries } from "#app/modules/shipments/tell-late-deliveries.server.ts";
import { every } from "../schedule.ts";

/** Every minute, tell kitchens and sellers of what should stand at the door and does not, and let go of what nobody brings anew. */
export const tellOfLateDeliveries = every(
  "tell-late-deliveries",
  { cron: "* * * * *", queue: "shipments" },
  async (call) => {
    await tellLateDeliveries(call, {});
    await lapseReplacements(call, {});
  },
);
