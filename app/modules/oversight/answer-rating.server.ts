import { Forbidden, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { ratingAnswers } from "#db/schema/oversight.ts";
import { mayAnswerRating } from "./rating.policy.ts";
import { AnswerRating } from "./rating-answer.schema.ts";
import { isJudged } from "./rating-answer-reads.server.ts";

/**
 * A koperasi answers to how a buyer counts it, one delivery or a whole period, in its own words. The figure stays; the buyer reads
 * the answer beside it. It is never taken back: who was wrong answers again. Refuses what was not counted: a delivery of others,
 * one that is still to come, and a period without any.
 */
export const answerRating = command({
  name: "oversight.answerRating",
  input: AnswerRating,
  permit: async (_tx, call) => {
    if (!mayAnswerRating(call.actor)) throw new Forbidden("oversight.forbidden");
  },
  run: async (tx, call, { buyerId, shipmentId, fromOn, toOn, words }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId: sellerId, personId: saidBy } = call.actor;
    const about = { shipmentId: shipmentId ?? null, fromOn: fromOn ?? null, toOn: toOn ?? null };
    if (!(await isJudged({ sellerId, buyerId, ...about }, tx)))
      throw new RuleBroken("oversight.ratingNothing");
    const ratingAnswerId = newId("ratingAnswer");
    await tx
      .insert(ratingAnswers)
      .values({ id: ratingAnswerId, sellerId, buyerId, ...about, words, saidAt: call.at, saidBy });
    return { ratingAnswerId };
  },
});
