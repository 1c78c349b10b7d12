import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { levyRemittances } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { voidDocument } from "../documents/issue-document.server.ts";
import { recordLevyGathered } from "../invoicing/record-payout.server.ts";
import { holdBalance } from "../ledger/hold-balance.server.ts";
import { reverseEntryAbout } from "../ledger/reverse-entry-about.server.ts";
import { todayOf } from "./day-to-come.server.ts";
import { knownRemittance } from "./known-remittance.server.ts";
import { mayApprovePayout, mayRequestPayout } from "./payment.policy.ts";
import { DoubtRemittance, SettleRemittanceDoubt } from "./payment.schema.ts";
import { remittanceLifecycle } from "./payment-lifecycle.ts";
import { LEVIES_REMITTED, LEVIES_REMITTED_REVERSED } from "./payment-postings.ts";
import { statementsOfRemittance } from "./remittance-reads.server.ts";
import { reopenLinesOf } from "./settle-lines.server.ts";

/** Somebody who may gather levies says that what was booked as paid in is wrong, and why. It stays booked until a second person agrees. */
export const doubtRemittance = command({
  name: "payments.doubtRemittance",
  input: DoubtRemittance,
  isolation: "read committed",
  permit: async (tx, call, { remittanceId }) => {
    const remittance = await knownRemittance(tx, call, remittanceId);
    if (!mayRequestPayout(call.actor, remittance.hubId)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { remittanceId, reason }) => {
    const { state } = await knownRemittance(tx, call, remittanceId);
    invariant(call.actor.kind === "member", "permitted above");
    await tx
      .update(levyRemittances)
      .set({
        state: nextState(remittanceLifecycle, state, "doubt", "payments.moved"),
        doubtReason: reason,
        doubtedBy: call.actor.personId,
        doubtedAt: call.at,
        judgedBy: null,
        judgedAt: null,
      })
      .where(eq(levyRemittances.id, remittanceId));
    return { remittanceId };
  },
});

async function permitSecondPerson(
  tx: LatestTransaction,
  call: Call,
  { remittanceId }: { readonly remittanceId: string },
): Promise<void> {
  const { hubId, doubtedBy } = await knownRemittance(tx, call, remittanceId);
  if (!mayApprovePayout(call.actor, { payerId: hubId, requestedBy: doubtedBy }))
    throw new Forbidden("payments.secondPerson");
}

/**
 * A second person agrees that it was wrong: the mirror of its entry is booked today, so that no month that was closed changes, its STS is
 * void, and its levies are due again. What they were taken for cannot be taken back while they are gathered, so they still stand.
 */
export const reverseRemittance = command({
  name: "payments.reverseRemittance",
  input: SettleRemittanceDoubt,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { remittanceId }) => {
    const remittance = await knownRemittance(tx, call, remittanceId);
    const { hubId, number, doubtReason } = remittance;
    invariant(call.actor.kind === "member", "permitted above");
    const state = nextState(remittanceLifecycle, remittance.state, "reverse", "payments.moved");
    invariant(number !== null && doubtReason !== null, "what is doubted was booked, and somebody said why");
    // Whoever gathers at the same moment waits here, and then finds these levies due.
    await holdBalance(tx, hubId, "levyPayable", null);
    const reversedOn = await todayOf(hubId, call, tx);
    await tx
      .update(levyRemittances)
      .set({ state, judgedBy: call.actor.personId, judgedAt: call.at, reversedOn })
      .where(eq(levyRemittances.id, remittanceId));
    await recordLevyGathered(tx, await statementsOfRemittance(remittanceId, tx), false);
    await voidDocument(tx, call, {
      organisationId: hubId,
      kind: "STS",
      subjectId: remittanceId,
      reason: doubtReason,
    });
    const entryId = await reverseEntryAbout(
      tx,
      call,
      { organisationId: hubId, subjectId: remittanceId, kind: LEVIES_REMITTED },
      { kind: LEVIES_REMITTED_REVERSED, occurredOn: reversedOn, narration: number },
    );
    await reopenLinesOf(tx, [entryId]);
    return { remittanceId };
  },
});

/** A second person has looked again, and it was right: it stays as it is. */
export const keepRemittance = command({
  name: "payments.keepRemittance",
  input: SettleRemittanceDoubt,
  isolation: "read committed",
  permit: permitSecondPerson,
  run: async (tx, call, { remittanceId }) => {
    const { state } = await knownRemittance(tx, call, remittanceId);
    invariant(call.actor.kind === "member", "permitted above");
    await tx
      .update(levyRemittances)
      .set({
        state: nextState(remittanceLifecycle, state, "keep", "payments.moved"),
        judgedBy: call.actor.personId,
        judgedAt: call.at,
      })
      .where(eq(levyRemittances.id, remittanceId));
    return { remittanceId };
  },
});
