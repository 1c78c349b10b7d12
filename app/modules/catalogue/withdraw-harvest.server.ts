import { eq } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { harvestAsks } from "#db/schema/catalogue-harvest.ts";
import { revokeAccessLinks } from "../identity/open-access-link.server.ts";
import { mayAskProducers } from "./catalogue.policy.ts";
import { WithdrawHarvest } from "./harvest.schema.ts";
import { harvestAskLifecycle } from "./harvest-ask.ts";
import { ownAsk } from "./own-ask.server.ts";

/** Takes a question back: its link opens nothing any more. What was brought already stays. */
export const withdrawHarvest = command({
  name: "catalogue.withdrawHarvest",
  input: WithdrawHarvest,
  isolation: "read committed",
  permit: async (tx, call, { askId }) => {
    if (!mayAskProducers(call.actor, await ownAsk(tx, call, askId)))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { askId }) => {
    const ask = await ownAsk(tx, call, askId);
    await tx
      .update(harvestAsks)
      .set({ state: nextState(harvestAskLifecycle, ask.state, "withdraw", "catalogue.askOver") })
      .where(eq(harvestAsks.id, ask.id));
    await revokeAccessLinks(tx, call, { purpose: "harvest", subjectId: ask.id });
    return { askId: ask.id };
  },
});
