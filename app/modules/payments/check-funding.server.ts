import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { movedBy } from "./checked-money.ts";
import { mayConfirmFunding } from "./funding.policy.ts";
import { ConfirmFunding, RejectFunding } from "./funding.schema.ts";
import { fundingEntry } from "./funding-postings.ts";
import { fundingConfirmed, fundingRejected } from "./fundings.events.ts";
import { knownFunding } from "./known-funding.server.ts";

async function permitHead(
  tx: LatestTransaction,
  call: Call,
  { fundingId }: { readonly fundingId: string },
): Promise<void> {
  const { funding } = await knownFunding(tx, call, fundingId);
  if (!mayConfirmFunding(call.actor, { ...funding, saidBy: funding.reportedBy }))
    throw new Forbidden("payments.secondPerson");
}

/** The kitchen's head has seen the money in the account: it is booked on the day on which it came. */
export const confirmFunding = command({
  name: "payments.confirmFunding",
  input: ConfirmFunding,
  isolation: "read committed",
  permit: permitHead,
  run: async (tx, call, { fundingId }) => {
    const { funding } = await knownFunding(tx, call, fundingId);
    await tx
      .update(fundings)
      .set(movedBy(call, funding.state, { event: "confirm" }))
      .where(eq(fundings.id, fundingId));
    await postEntry(
      tx,
      call,
      fundingEntry({ ...funding, on: funding.receivedOn, narration: funding.reference }),
    );
    await announce(tx, call, fundingConfirmed, { fundingId });
    return { fundingId };
  },
});

/** The kitchen's head says that no such money came, and why. Nothing was booked; the same proof may come again. */
export const rejectFunding = command({
  name: "payments.rejectFunding",
  input: RejectFunding,
  isolation: "read committed",
  permit: permitHead,
  run: async (tx, call, { fundingId, reason }) => {
    const { funding } = await knownFunding(tx, call, fundingId);
    await tx
      .update(fundings)
      .set(movedBy(call, funding.state, { event: "reject", reason }))
      .where(eq(fundings.id, fundingId));
    await announce(tx, call, fundingRejected, { fundingId });
    return { fundingId };
  },
});
