import { z } from "zod";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { radarWatches } from "#db/schema/commitments-radar.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { alarmsOf } from "./demand-radar.ts";
import { demandRadar } from "./demand-radar-reads.server.ts";

/**
 * Looks at the radar of a seller and keeps what it warns of, in place of what it warned of before: among hundreds of kitchens and sellers
 * that is too much to be reckoned whenever a first screen opens. Whoever may not trade is warned of nothing. Done again it changes nothing.
 */
export const watchRadar = command({
  name: "commitments.watchRadar",
  input: z.object({ organisationId: idOf("organisation") }),
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call, { organisationId }) => {
    const seller = await organisationById(organisationId, tx);
    if (!seller) throw new Missing("kernel.missing");
    const alarms = seller.state === "active" ? alarmsOf((await demandRadar(seller, call.at, tx)).goods) : [];
    const seen = { alarms, reckonedAt: call.at };
    await tx
      .insert(radarWatches)
      .values({ sellerId: organisationId, ...seen })
      .onConflictDoUpdate({ target: radarWatches.sellerId, set: seen });
    return { organisationId, alarms: alarms.length };
  },
});
