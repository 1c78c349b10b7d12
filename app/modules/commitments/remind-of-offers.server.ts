import { inArray } from "drizzle-orm";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announceAll } from "#app/platform/outbox.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { RemindOfOffers } from "./commitment.schema.ts";
import { commitmentDue } from "./commitments.events.ts";
import { isDueToRemind } from "./due-offers-reads.server.ts";

/** Reminded of in one go; more wait for the next run. */
const REMINDERS_MAX = 500;

/**
 * Reminds sellers of offers that lapse soon (`isDueToRemind`), each offer once. A seller is told of all that are due together by one piece
 * of news, about the one that lapses first. Whoever was given hardly any time was asked just now and is left alone. Answers how many
 * offers were reminded of.
 */
export const remindOfOffers = command({
  name: "commitments.remind",
  input: RemindOfOffers,
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("commitments.forbidden");
  },
  run: async (tx, call) => {
    const isDue = await isDueToRemind(call.at, tx);
    if (isDue === null) return { reminded: 0 };
    const due = await takeFree(tx, commitments, isDue, {
      by: [commitments.answerBy, commitments.id],
      limit: REMINDERS_MAX,
    });
    if (due.length === 0) return { reminded: 0 };
    const ids = due.map(({ id }) => id);
    await tx.update(commitments).set({ remindedAt: call.at }).where(inArray(commitments.id, ids));
    // The first of each seller stays: later ones are written over by it.
    const firstOf = new Map(due.toReversed().map((offer) => [offer.sellerId, offer]));
    await announceAll(
      tx,
      call,
      commitmentDue,
      [...firstOf.values()].map(({ id, orderId }) => ({ commitmentId: id, orderId })),
    );
    return { reminded: due.length };
  },
});
