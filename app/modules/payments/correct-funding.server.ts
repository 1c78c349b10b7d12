import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { reverseEntryAbout } from "../ledger/reverse-entry-about.server.ts";
import { movedBy } from "./checked-money.ts";
import { todayOf } from "./day-to-come.server.ts";
import { mayConfirmFunding, mayReportFunding } from "./funding.policy.ts";
import { DoubtFunding, SettleFundingDoubt } from "./funding.schema.ts";
import { FUNDING_RECEIVED, FUNDING_REVERSED } from "./funding-postings.ts";
import { fundingDoubted, fundingSettled } from "./fundings.events.ts";
import { knownFunding } from "./known-funding.server.ts";
import { reopenLinesOf } from "./settle-lines.server.ts";

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
    await tx
      .update(fundings)
      .set(movedBy(call, funding.state, { event: "doubt", reason }))
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
  await tx
    .update(fundings)
    .set(movedBy(call, funding.state, { event }))
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
    const entryId = await reverseEntryAbout(
      tx,
      call,
      { organisationId, subjectId: fundingId, kind: FUNDING_RECEIVED },
      {
        kind: FUNDING_REVERSED,
        occurredOn: await todayOf(organisationId, call, tx),
        narration: funding.reference,
      },
    );
    await reopenLinesOf(tx, [entryId]);
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
