import { eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { hold } from "#db/hold.server.ts";
import { appeals } from "#db/schema/shipments-appeals.ts";
import { mayKnowAppeal, mayWithdrawAppeal } from "./appeal.policy.ts";
import { WithdrawAppeal } from "./appeal.schema.ts";
import { appealFacts } from "./appeal-facts-reads.server.ts";
import { endAppeal } from "./end-appeal.server.ts";
import { appealWithdrawn } from "./shipments.events.ts";

/**
 * The seller takes its appeal back while nobody answered it, and says why. The weighing stands, in goods, in money and in every
 * rating, as if it had been accepted at once; the appeal stays on record, and there is no second one against that receipt. Refuses
 * one that was answered, lapsed or taken back already.
 */
export const withdrawAppeal = command({
  name: "shipments.withdrawAppeal",
  input: WithdrawAppeal,
  isolation: "read committed",
  permit: async (tx, call, { appealId }) => {
    const appeal = await appealFacts(appealId, tx);
    if (!appeal || !mayKnowAppeal(call.actor, appeal)) throw new Missing("shipments.appealMissing");
    if (!mayWithdrawAppeal(call.actor, appeal)) throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call, { appealId, words }) => {
    const [appeal] = await hold(tx, appeals, eq(appeals.id, appealId));
    invariant(appeal, "permitted above");
    if (appeal.state !== "open") throw new Conflict("shipments.appealMoved");
    await endAppeal(tx, call, appeal, "withdraw", words);
    await announce(tx, call, appealWithdrawn, { appealId });
    return { appealId };
  },
});
