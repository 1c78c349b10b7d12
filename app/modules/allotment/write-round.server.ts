import type { Call } from "#app/kernel/call.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotmentRounds, allotments } from "#db/schema/allotment.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { allotmentProposed } from "./allotment.events.ts";
import { publishedRounds } from "./allotment-reads.server.ts";
import type { AllotmentRule, RoundPlan } from "./round.ts";
import { shareOut } from "./share-out.ts";

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
  terms: { readonly rule: AllotmentRule; readonly note: string | null },
): Promise<string | null> {
  if (plan.packs === 0 || plan.members.length === 0) return null;
  const table = shareOut(plan, terms.rule);
  const shares = table.shares.filter((share) => share.packs > 0);
  if (shares.length === 0) return null;
  const roundId = newId("round");
  await tx.insert(allotmentRounds).values({
    id: roundId,
    callOffId: callOff.id,
    round: (await publishedRounds(callOff.id, tx)) + 1,
    rule: terms.rule,
    state: "proposed",
    packs: plan.packs,
    instance: table.instance,
    result: table.result,
    proposedAt: call.at,
    proposedBy: call.actor.kind === "member" ? call.actor.personId : "system",
    note: terms.note,
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
