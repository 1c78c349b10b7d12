import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { allotmentProposed } from "./allotment.events.ts";
import { publishedRounds } from "./allotment-reads.server.ts";
import type { AllotmentKey } from "./key.ts";
import type { AllotmentRule, RoundPlan } from "./round.ts";
import { RULE_VERSION, type SharedOut, shareOut } from "./share-out.ts";

type Terms = {
  readonly rule: AllotmentRule;
  readonly key: AllotmentKey;
  readonly note: string | null;
  /** Why people gave other shares than the rule. */
  readonly adjustedBecause?: string;
};

/**
 * Computes the table of a round and keeps it as a proposal, with everything that it was computed from. Several
 * proposals of one round may stand side by side until one is published. Answers null, and keeps nothing, when the
 * rule finds nobody who can take a single pack.
 */
export async function writeRound(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  plan: RoundPlan,
  terms: Terms,
): Promise<string | null> {
  if (plan.packs === 0 || plan.members.length === 0) return null;
  return keepRound(tx, call, callOff, { plan, table: shareOut(plan, terms.rule), terms });
}

/** Keeps a table as a proposal; null when it gives nobody anything. */
export async function keepRound(
  tx: Transaction,
  call: Call,
  callOff: CallOffFacts,
  { plan, table, terms }: { readonly plan: RoundPlan; readonly table: SharedOut; readonly terms: Terms },
): Promise<string | null> {
  const shares = table.shares.filter((share) => share.packs > 0);
  if (shares.length === 0) return null;
  const roundId = newId("round");
  await tx.insert(allotmentRounds).values({
    id: roundId,
    callOffId: callOff.id,
    round: (await publishedRounds(callOff.id, tx)) + 1,
    rule: terms.rule,
    ruleVersion: RULE_VERSION,
    key: terms.key,
    state: "proposed",
    packs: plan.packs,
    instance: table.instance,
    result: table.result,
    proposedAt: call.at,
    proposedBy: call.actor.kind === "member" ? call.actor.personId : "system",
    note: terms.note,
    adjustedBecause: terms.adjustedBecause ?? null,
  });
  await tx.insert(allotments).values(
    shares.map((share) => ({
      id: newId("allotment"),
      roundId,
      callOffId: callOff.id,
      koperasiId: share.koperasiId,
      packs: share.packs,
      state: "proposed" as const,
      because: share.because,
    })),
  );
  await announce(tx, call, allotmentProposed, { roundId });
  return roundId;
}
