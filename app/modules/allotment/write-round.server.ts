import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import { allotmentProposed } from "./allotment.events.ts";
import { roundLifecycle } from "./allotment-lifecycle.ts";
import { publishedRounds } from "./allotment-reads.server.ts";
import type { AllotmentKey } from "./key.ts";
import type { Planning } from "./plan-for.server.ts";
import { type AllotmentRule, changesOf } from "./round.ts";
import { RULE_VERSION, type SharedOut, shareOut } from "./share-out.ts";

type Terms = {
  readonly rule: AllotmentRule;
  readonly key: AllotmentKey;
  readonly note: string | null;
  /** Why people gave other shares than the rule. */
  readonly adjustedBecause?: string;
};

/** Opens a round of a schedule that is still to be drawn up, and answers its id. The caller holds the schedule. */
export async function openRound(
  tx: Transaction,
  call: Call,
  scheduleId: string,
  terms: Terms,
): Promise<string> {
  const roundId = newId("round");
  await tx.insert(allotmentRounds).values({
    id: roundId,
    callOffId: scheduleId,
    round: (await publishedRounds(scheduleId, tx)) + 1,
    rule: terms.rule,
    ruleVersion: RULE_VERSION,
    key: terms.key,
    state: "asked",
    packs: 0,
    proposedAt: call.at,
    proposedBy: call.actor.kind === "member" ? call.actor.personId : "system",
    note: terms.note,
    adjustedBecause: terms.adjustedBecause ?? null,
  });
  return roundId;
}

/**
 * Computes the table of a round that was opened and keeps it as a proposal, with everything that it was computed from and who
 * was left out. Several proposals of one round may stand side by side until one is published. False, with nothing
 * kept, when the rule finds nobody who can take a single pack. `table` is another than the rule's, where people gave one.
 */
export async function drawRound(
  tx: Transaction,
  call: Call,
  round: { readonly id: string; readonly rule: AllotmentRule },
  { plan, standings }: Planning,
  table: SharedOut | null = null,
): Promise<boolean> {
  if (plan.packs === 0 || plan.members.length === 0) return false;
  const drawn = table ?? shareOut(plan, round.rule);
  const shares = drawn.shares.filter((share) => share.packs > 0);
  if (shares.length === 0) return false;
  const state = nextState(roundLifecycle, "asked", "draw", "allotment.moved");
  const moved = await tx
    .update(allotmentRounds)
    .set({
      state,
      packs: plan.packs,
      instance: drawn.instance,
      result: drawn.result,
      excluded: plan.excluded,
      changes: standings.some(({ given }) => given.length > 0) ? changesOf(standings, drawn.shares) : null,
    })
    .where(and(eq(allotmentRounds.id, round.id), eq(allotmentRounds.state, "asked")))
    .returning({ id: allotmentRounds.id, callOffId: allotmentRounds.callOffId });
  if (moved.length === 0) throw new Conflict("allotment.moved");
  await tx.insert(allotments).values(
    shares.map((share) => ({
      id: newId("allotment"),
      roundId: round.id,
      callOffId: share.callOffId,
      koperasiId: share.koperasiId,
      packs: share.packs,
      state: "proposed" as const,
      because: share.because,
    })),
  );
  await announce(tx, call, allotmentProposed, { roundId: round.id });
  return true;
}

/** Keeps a table as a proposal at once; null, with nothing kept, when it gives nobody anything. The caller holds the schedule. */
export async function keepRound(
  tx: Transaction,
  call: Call,
  planning: Planning,
  { table = null, terms }: { readonly table?: SharedOut | null; readonly terms: Terms },
): Promise<string | null> {
  const { plan, waves } = planning;
  const [first] = waves;
  if (!first || plan.packs === 0 || plan.members.length === 0) return null;
  const drawn = table ?? shareOut(plan, terms.rule);
  if (drawn.shares.every((share) => share.packs === 0)) return null;
  const id = await openRound(tx, call, first.scheduleId, terms);
  const isKept = await drawRound(tx, call, { id, rule: terms.rule }, planning, drawn);
  invariant(isKept, "a table that gives something is kept");
  return id;
}
