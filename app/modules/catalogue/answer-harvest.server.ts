import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { harvestAsks } from "#db/schema/catalogue-harvest.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayAskProducers } from "./catalogue.policy.ts";
import { AnswerHarvest } from "./harvest.schema.ts";
import { answerRefusal, harvestAskLifecycle } from "./harvest-ask.ts";
import { type HarvestAskRow, linkedAsk, ownAsk } from "./own-ask.server.ts";

function answerable(tx: LatestTransaction, call: Call, askId: string): Promise<HarvestAskRow> {
  return call.actor.kind === "link" ? linkedAsk(tx, call, askId) : ownAsk(tx, call, askId);
}

/**
 * What a producer says to an ask: so much, or no (0). By their link they answer that one ask; an officer writes down what
 * was said by telephone. The last answer before the hour holds; an ask that was taken back, brought or is past its hour
 * takes none, and nobody promises more than was asked.
 */
export const answerHarvest = command({
  name: "catalogue.answerHarvest",
  input: AnswerHarvest,
  isolation: "read committed",
  permit: async (tx, call, { askId }) => {
    const ask = await answerable(tx, call, askId);
    if (call.actor.kind === "member" && !mayAskProducers(call.actor, ask))
      throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { askId, promisedBase }) => {
    const ask = await answerable(tx, call, askId);
    const [pack] = await tx
      .select({ unit: listings.unit, basePerUnit: listings.basePerUnit })
      .from(listings)
      .where(eq(listings.id, ask.listingId));
    invariant(pack, "an ask is about a listing");
    const refusal = answerRefusal({ ...ask, ...pack }, promisedBase, call.at);
    if (refusal) throw refusal;
    const event = promisedBase === 0n ? "decline" : "promise";
    await tx
      .update(harvestAsks)
      .set({
        state: nextState(harvestAskLifecycle, ask.state, event, "catalogue.askOver"),
        promisedBase,
        answeredAt: call.at,
        answeredBy: call.actor.kind === "member" ? call.actor.personId : null,
      })
      .where(eq(harvestAsks.id, ask.id));
    return { askId: ask.id };
  },
});
