import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { entriesAbout } from "../ledger/ledger-reads.server.ts";
import { reverseEntry } from "../ledger/reverse-entry.server.ts";
import { mayConfirmFunding, mayReportFunding } from "./funding.policy.ts";
import { DoubtFunding, SettleFundingDoubt } from "./funding.schema.ts";
import { fundingLifecycle } from "./funding.ts";
import { FUNDING_RECEIVED, FUNDING_REVERSED } from "./funding-postings.ts";
import { fundingDoubted, fundingSettled } from "./fundings.events.ts";
import { knownFunding } from "./known-funding.server.ts";

/** Somebody who may report such money says that what was confirmed is wrong, and why. It stays booked until the head agrees. */
export const doubtFunding = command({
  name: "payments.doubtFunding",
  input: DoubtFunding,
  isolation: "read committed",
  permit: async (tx, call, { fundingId }) => {
    const { kitchen } = await knownFunding(tx, call, fundingId);
    if (!mayReportFunding(call.actor, kitchen)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, { fundingId, reason }) => {
    const { funding } = await knownFunding(tx, call, fundingId);
    invariant(call.actor.kind === "member", "permitted above");
    await tx
      .update(fundings)
      .set({
        state: nextState(fundingLifecycle, funding.state, "doubt", "payments.moved"),
        doubtReason: reason,
        doubtedBy: call.actor.personId,
        doubtedAt: call.at,
        settledBy: null,
        settledAt: null,
      })
      .where(eq(fundings.id, fundingId));
    await announce(tx, call, fundingDoubted, { fundingId });
    return { fundingId };
  },
});

async function permitHead(
  tx: LatestTransaction,
  call: Call,
  { fundingId }: { readonly fundingId: string },
): Promise<void> {
  const { funding } = await knownFunding(tx, call, fundingId);
  if (!mayConfirmFunding(call.actor, { ...funding, saidBy: funding.doubtedBy }))
    throw new Forbidden("payments.secondPerson");
}

async function settle(tx: LatestTransaction, call: Call, fundingId: string, event: "reverse" | "keep") {
  const { funding } = await knownFunding(tx, call, fundingId);
  invariant(call.actor.kind === "member", "permitted above");
  await tx
    .update(fundings)
    .set({
      state: nextState(fundingLifecycle, funding.state, event, "payments.moved"),
      settledBy: call.actor.personId,
      settledAt: call.at,
    })
    .where(eq(fundings.id, fundingId));
  await announce(tx, call, fundingSettled, { fundingId });
  return funding;
}

/**
 * The kitchen's head agrees that it was wrong: the mirror of its entry is booked today, and the right money may be reported with
 * the same proof. Cash may go below nothing by it: what was paid was paid, and says that other money is not written down yet.
 */
export const reverseFunding = command({
  name: "payments.reverseFunding",
  input: SettleFundingDoubt,
  isolation: "read committed",
  permit: permitHead,
  run: async (tx, call, { fundingId }) => {
    const funding = await settle(tx, call, fundingId, "reverse");
    const { kitchenId: organisationId } = funding;
    const booked = await entriesAbout([organisationId], [fundingId], tx);
    const entry = booked.find(({ kind }) => kind === FUNDING_RECEIVED);
    invariant(entry, "what is doubted was booked");
    await reverseEntry(tx, call, {
      entryId: entry.id,
      kind: FUNDING_REVERSED,
      occurredOn: dayOf(call.at, await clockOf(organisationId, tx)),
      narration: funding.reference,
    });
    return { fundingId };
  },
});

/** The kitchen's head has looked again, and it was right: it stays as it is. */
export const keepFunding = command({
  name: "payments.keepFunding",
  input: SettleFundingDoubt,
  isolation: "read committed",
  permit: permitHead,
  run: async (tx, call, { fundingId }) => {
    await settle(tx, call, fundingId, "keep");
    return { fundingId };
  },
});
