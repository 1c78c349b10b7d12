import { asc, eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict, Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import { nettingParts } from "#db/schema/payments-nettings.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { askedOf } from "../invoicing/invoice.ts";
import { heldNetting, moveNetting, refuseParties, spokenBy } from "./hold-netting.server.ts";
import { mayAnswerNetting } from "./netting.policy.ts";
import { AgreeNetting } from "./netting.schema.ts";
import { nettingLifecycle } from "./netting.ts";
import { openInvoices } from "./payment-reads.server.ts";
import { bookPayment } from "./settle-payment.server.ts";
import { writeReport } from "./write-report.server.ts";

/** What stands in the place of a bank on the kwitansi and in lists. */
const NO_BANK = "Perjumpaan utang";

/**
 * Somebody of the organisation that was asked agrees: two payments, one in each direction and of the same sum, are booked in this
 * transaction, each with its kwitansi, and no money moves. Refuses with a conflict where anything of these invoices changed since it was
 * proposed, paid, reported, credited, objected to or assigned; and whoever proposed it.
 */
export const agreeNetting = command({
  name: "payments.agreeNetting",
  input: AgreeNetting,
  isolation: "read committed",
  permit: async (tx, call, { nettingId }) => {
    if (!mayAnswerNetting(call.actor, await heldNetting(tx, call, nettingId)))
      throw new Forbidden("payments.nettingOtherSide");
  },
  run: async (tx, call, { nettingId }) => {
    const netting = await heldNetting(tx, call, nettingId);
    const { proposerId, partnerId, amountRupiah, proposedBy } = netting;
    nextState(nettingLifecycle, netting.state, "agree", "payments.nettingMoved");
    await refuseParties(tx, [proposerId, partnerId]);
    const parts = await tx
      .select()
      .from(nettingParts)
      .where(eq(nettingParts.nettingId, nettingId))
      .orderBy(asc(nettingParts.invoiceId));
    const claims = await openInvoices(
      tx,
      parts.map((part) => part.invoiceId),
    );
    const said = parts.map((part) => {
      const claim = claims.find(({ id }) => id === part.invoiceId);
      if (claim?.state !== "issued" || claim.assignee || askedOf(claim) !== part.openRupiah)
        throw new Conflict("payments.nettingStale", { number: claim?.number ?? "" });
      return { sellerId: claim.sellerId, invoiceId: part.invoiceId, amountRupiah: part.amountRupiah };
    });
    // In one order, whoever proposed: two who net with a third never wait for each other's series.
    for (const payeeId of [proposerId, partnerId].sort()) {
      const isProposers = payeeId === proposerId;
      const paymentId = await writeReport(tx, call, {
        payerId: isProposers ? partnerId : proposerId,
        payeeId,
        rail: "netting",
        nettingId,
        amountRupiah,
        transferredOn: dayOf(call.at, await clockOf(payeeId, tx)),
        bankName: NO_BANK,
        bankReference: NO_BANK,
        reportedBy: proposedBy,
        allocations: said
          .filter(({ sellerId }) => sellerId === payeeId)
          .map(({ invoiceId, amountRupiah: pays }) => ({ invoiceId, amountRupiah: pays })),
      });
      const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
      invariant(payment, "it was written above");
      await bookPayment(tx, call, payment, isProposers ? proposedBy : undefined);
    }
    await moveNetting(tx, netting, "agree", spokenBy(call));
    return { nettingId };
  },
});
