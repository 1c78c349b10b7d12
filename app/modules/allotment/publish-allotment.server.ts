import { and, eq, inArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { type CallOffFacts, callOffFacts, capacitiesOf } from "../contracts/call-off-reads.server.ts";
import { mayKnowContract } from "../contracts/contract.policy.ts";
import { holdCallOff } from "../contracts/hold-call-off.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { allotmentPublished } from "./allotment.events.ts";
import { isSecondReader, mayPublishAllotment } from "./allotment.policy.ts";
import { PublishAllotment } from "./allotment.schema.ts";
import { roundLifecycle } from "./allotment-lifecycle.ts";
import { allotmentTableFactsOf } from "./allotment-paper-reads.server.ts";
import { pendingRounds, type RoundRow, roundRow, sharesOf } from "./allotment-reads.server.ts";
import { planFor } from "./plan-for.server.ts";
import type { RoundPlan } from "./round.ts";
import type { SharedOut } from "./share-out.ts";
import { standingTable } from "./standing-table.ts";

/**
 * The head publishes one proposed table: everyone who shares in the schedule sees all of it, as a paper, and each
 * koperasi is asked for its answer. Other proposals are laid aside. Refuses the person who drew the table up, and a
 * table that no longer fits because capacities or answers changed since.
 */
export const publishAllotment = command({
  name: "allotment.publish",
  input: PublishAllotment,
  isolation: "read committed",
  permit: async (tx, call, { roundId }) => {
    const round = await roundRow(roundId, tx);
    const callOff = round ? await callOffFacts(round.callOffId, tx) : null;
    const isHub = call.actor.kind === "member" && call.actor.organisationId === callOff?.hubId;
    if (!callOff || !isHub || !mayKnowContract(call.actor, callOff)) throw new Missing("allotment.missing");
    if (!mayPublishAllotment(call.actor, callOff)) throw new Forbidden("allotment.forbidden");
  },
  run: async (tx, call, { roundId }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const before = await roundRow(roundId, tx);
    invariant(before, "permitted above");
    const callOff = await holdCallOff(tx, before.callOffId);
    const round = await roundRow(roundId, tx);
    invariant(round, "permitted above");
    const state = nextState(roundLifecycle, round.state, "publish", "allotment.moved");
    if (!isSecondReader(call.actor, round)) throw new RuleBroken("allotment.samePerson");
    const { plan, waves } = await planFor(tx, call.at, round.callOffId, round.key);
    if (waves.length === 0) throw new RuleBroken("contracts.callOffNotOpen");
    const table = standingTable(round, await sharesOf(round.id, tx), plan);
    await tx
      .update(allotmentRounds)
      .set({ state, publishedAt: call.at, publishedBy: call.actor.personId })
      .where(eq(allotmentRounds.id, roundId));
    await tx
      .update(allotments)
      .set({ state: "published" })
      .where(and(eq(allotments.roundId, roundId), eq(allotments.state, "proposed")));
    await layAside(tx, callOff.scheduleId);
    await issueTable(tx, call, { round, waves, plan, table });
    await announce(tx, call, allotmentPublished, { roundId });
    return { roundId };
  },
});

async function layAside(tx: Transaction, scheduleId: string): Promise<void> {
  const others = await pendingRounds(scheduleId, tx);
  if (others.length === 0) return;
  const ids = others.map((round) => round.id);
  await tx.update(allotmentRounds).set({ state: "discarded" }).where(inArray(allotmentRounds.id, ids));
  await tx
    .update(allotments)
    .set({ state: "withdrawn" })
    .where(and(inArray(allotments.roundId, ids), eq(allotments.state, "proposed")));
}

async function issueTable(
  tx: Transaction,
  call: Call,
  paper: {
    readonly round: RoundRow;
    readonly waves: readonly CallOffFacts[];
    readonly plan: RoundPlan;
    readonly table: SharedOut;
  },
): Promise<void> {
  invariant(call.actor.kind === "member", "a person publishes");
  const [first] = paper.waves;
  invariant(first, "a table is about a wave");
  const on = dayOf(call.at, await clockOf(first.hubId, tx));
  const facts = await allotmentTableFactsOf({ ...paper, publisherId: call.actor.personId, on }, tx);
  const waveIds = paper.waves.map((wave) => wave.id);
  const readers = new Set((await capacitiesOf(waveIds, tx)).map((capacity) => capacity.koperasiId));
  await issueDocument(tx, call, {
    organisationId: first.hubId,
    kind: "JATAH",
    subjectId: paper.round.id,
    facts,
    on,
    readers: [...readers],
  });
}
