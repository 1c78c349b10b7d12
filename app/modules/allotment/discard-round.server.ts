import { and, eq } from "drizzle-orm";
import { Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { callOffFacts } from "../contracts/call-off-reads.server.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { mayProposeAllotment } from "./allotment.policy.ts";
import { DiscardRound } from "./allotment.schema.ts";
import { roundLifecycle } from "./allotment-lifecycle.ts";
import { roundRow } from "./allotment-reads.server.ts";

/** Lays a proposed table aside. It is kept for the record; a published one stands and cannot be laid aside. */
export const discardRound = command({
  name: "allotment.discard",
  input: DiscardRound,
  isolation: "read committed",
  permit: async (tx, call, { roundId }) => {
    const round = await roundRow(roundId, tx);
    const callOff = round ? await callOffFacts(round.callOffId, tx) : null;
    const isHub = call.actor.kind === "member" && call.actor.organisationId === callOff?.hubId;
    if (!callOff || !isHub) throw new Missing("allotment.missing");
    if (!mayProposeAllotment(call.actor, callOff)) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, _call, { roundId }) => {
    const before = await roundRow(roundId, tx);
    invariant(before, "permitted above");
    await holdCallOff(tx, before.callOffId);
    const round = await roundRow(roundId, tx);
    invariant(round, "permitted above");
    const state = nextState(roundLifecycle, round.state, "discard", "allotment.moved");
    await tx.update(allotmentRounds).set({ state }).where(eq(allotmentRounds.id, roundId));
    await tx
      .update(allotments)
      .set({ state: "withdrawn" })
      .where(and(eq(allotments.roundId, roundId), eq(allotments.state, "proposed")));
    return { roundId, callOffId: round.callOffId };
  },
});
