import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { sellingGrants } from "#db/schema/consignment-grants.ts";
import { may } from "../identity/permissions.ts";

/** Ends what `giveGrant` gave: from now on the other asks again. What it has in custody stays agreed. Refuses what is ended already. */
export const endGrant = command({
  name: "consignment.endGrant",
  input: z.object({ grantId: idOf("sellingGrant") }),
  permit: async (tx, call, { grantId }) => {
    const [grant] = await tx.select().from(sellingGrants).where(eq(sellingGrants.id, grantId));
    if (call.actor.kind !== "member" || grant?.ownerId !== call.actor.organisationId)
      throw new Missing("consignment.grantMissing");
    if (!may(call.actor, "listings.keep")) throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { grantId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const ended = await tx
      .update(sellingGrants)
      .set({ endedAt: call.at, endedBy: call.actor.personId })
      .where(and(eq(sellingGrants.id, grantId), isNull(sellingGrants.endedAt)))
      .returning({ id: sellingGrants.id });
    if (ended.length !== 1) throw new Conflict("consignment.over");
    return { grantId };
  },
});
