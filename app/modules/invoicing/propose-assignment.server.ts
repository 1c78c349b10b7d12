import { and, eq, isNull } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Invalid, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { receivableAssignments, verifiedReceivables } from "#db/schema/invoicing-receivables.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { openOf } from "./invoice.ts";
import { heldInvoice } from "./issue-invoice.server.ts";
import { mayProposeAssignment } from "./receivable.policy.ts";
import { ProposeAssignment } from "./receivable.schema.ts";
import { standingAssignment } from "./receivable-reads.server.ts";
import { receivableProposed } from "./receivables.events.ts";
import { refuseUnverified } from "./verify-receivable.server.ts";

async function ownReceivable(tx: LatestTransaction, call: Call, receivableId: string) {
  const [row] = await tx
    .select()
    .from(verifiedReceivables)
    .where(and(eq(verifiedReceivables.id, receivableId), isNull(verifiedReceivables.withdrawnAt)));
  if (!row || call.actor.kind !== "member" || call.actor.organisationId !== row.sellerId)
    throw new Missing("invoicing.receivableMissing");
  return row;
}

/** Refuses whoever cannot hold a claim on this buyer: only a BUMD that may trade, and neither of the two parties. */
async function refuseHolder(
  tx: LatestTransaction,
  holderId: string,
  { sellerId, buyerId }: { readonly sellerId: string; readonly buyerId: string },
): Promise<void> {
  const holder = await organisationById(holderId, tx);
  if (holder?.kind !== "bumd" || holder.state !== "active" || holderId === sellerId || holderId === buyerId)
    throw new Invalid({ holderId: ["invoicing.notHolder"] });
}

/**
 * Somebody of the seller says whom a verified receivable goes to: a BUMD of the house, or an institution outside of it with the account
 * that the agreement names. Nobody outside of the seller hears of it before a second person agreed. Refuses what is no verified
 * receivable any more, and a second assignment while one stands, whoever is quicker. Books nothing.
 */
export const proposeAssignment = command({
  name: "invoicing.proposeAssignment",
  input: ProposeAssignment,
  secret: ["bankAccount"],
  isolation: "read committed",
  permit: async (tx, call, { receivableId }) => {
    if (!mayProposeAssignment(call.actor, await ownReceivable(tx, call, receivableId)))
      throw new Forbidden("invoicing.forbidden");
  },
  run: async (tx, call, { receivableId, holderId, ...said }) => {
    const receivable = await ownReceivable(tx, call, receivableId);
    const invoice = await heldInvoice(tx, call, receivable.invoiceId);
    await ownReceivable(tx, call, receivableId);
    if (await standingAssignment(invoice.id, tx)) throw new RuleBroken("invoicing.receivableAssigned");
    await refuseUnverified(tx, invoice);
    if (holderId !== undefined) await refuseHolder(tx, holderId, invoice);
    const assignmentId = newId("receivableAssignment");
    await tx.insert(receivableAssignments).values({
      id: assignmentId,
      receivableId,
      invoiceId: invoice.id,
      sellerId: invoice.sellerId,
      buyerId: invoice.buyerId,
      state: "proposed",
      basis: said.basis,
      ...(holderId === undefined
        ? {
            institution: said.institution,
            bankName: said.bankName,
            bankAccount: said.bankAccount,
            bankHolder: said.bankHolder,
          }
        : { holderId }),
      amountRupiah: openOf(invoice),
      proposedAt: call.at,
      proposedBy: call.actor.kind === "member" ? call.actor.personId : null,
    });
    await announce(tx, call, receivableProposed, { assignmentId });
    return { assignmentId };
  },
});
