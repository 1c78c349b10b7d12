import type { Actor } from "#app/kernel/call.ts";
import { Conflict, Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById } from "#app/platform/files.server.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { foundationBehind } from "../identity/foundation-reads.server.ts";
import { refuseDayToCome } from "./day-to-come.server.ts";
import { isPaidBy, mayReportPayment } from "./payment.policy.ts";
import { ReportPayment } from "./payment.schema.ts";
import { openInvoices, outsideAssignment, payeeOf, sameProofExists } from "./payment-reads.server.ts";
import { keptOf, refuseKept } from "./refuse-kept.server.ts";
import { refuseTooMuch, writeReport } from "./write-report.server.ts";

/** The invoices that a payment names, each once, locked in id order, and who owes and pays them. */
async function claimsFor(tx: LatestTransaction, actor: Actor, input: ReportPayment) {
  const ids = [...new Set(input.allocations.map((allocation) => allocation.invoiceId))].sort();
  if (ids.length !== input.allocations.length) throw new RuleBroken("payments.invoiceTwice");
  const claims = await openInvoices(tx, ids);
  const [first] = claims;
  if (!first || claims.length !== ids.length) throw new Missing("invoicing.missing");
  for (const buyerId of new Set(claims.map((claim) => claim.buyerId)))
    if (!isPaidBy(actor, { buyerId, foundationId: await foundationBehind(buyerId, tx) }))
      throw new Missing("invoicing.missing");
  const payer = { buyerId: first.buyerId, foundationId: await foundationBehind(first.buyerId, tx) };
  return { first, claims, payer };
}

/**
 * Records that the buyer, or the foundation that transfers for its kitchen, says it transferred money: which invoices
 * it pays, and the proof. Who owes is the payer, whoever reports; who is paid is the seller, or whom it assigned the claim to. Nothing is booked until a second person, on the side
 * that was paid, has seen the money. Refuses invoices of several buyers or sellers in one transfer, more than is open,
 * counting what other reports already claim to have paid, a day that has not come, and a proof that was used before. What a treasurer kept as tax pays as money
 * does, under the number of the paper that says so; of money moved only the rest.
 */
export const reportPayment = command({
  name: "payments.report",
  input: ReportPayment,
  isolation: "read committed",
  permit: async (tx, call, input) => {
    if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
    const { payer } = await claimsFor(tx, call.actor, input);
    if (!mayReportPayment(call.actor, payer)) throw new Forbidden("payments.forbidden");
  },
  run: async (tx, call, input) => {
    if (call.actor.kind !== "member") throw new Forbidden("payments.forbidden");
    const { first, claims } = await claimsFor(tx, call.actor, input);
    await refuseDayToCome(tx, call, first.buyerId, input.transferredOn);
    if (claims.some((claim) => claim.buyerId !== first.buyerId)) throw new RuleBroken("payments.oneBuyer");
    const payeeId = payeeOf(first);
    if (claims.some((claim) => payeeOf(claim) !== payeeId)) throw new RuleBroken("payments.oneSeller");
    const assignmentId = outsideAssignment(first);
    // Into an account outside of the house goes one invoice at a time: each stands on an agreement of its own.
    if (claims.some((claim) => outsideAssignment(claim) !== assignmentId))
      throw new RuleBroken("payments.assignedAlone");
    refuseTooMuch(claims, input.allocations);
    // Tax is kept of the seller's own claim: what it was given for one that it assigned was given for all of it.
    if (keptOf(input) > 0n && first.assignee) throw new RuleBroken("payments.keptOfAssigned");
    const allocations = await refuseKept(tx, first.buyerId, input, claims);
    const proof = await fileById(input.proofId, tx);
    if (proof?.ownerId !== call.actor.organisationId || proof.purpose !== "payment_proof")
      throw new Missing("payments.proofMissing");
    if (await sameProofExists(payeeId, proof.sha256, tx)) throw new Conflict("payments.proofUsed");
    const paymentId = await writeReport(tx, call, {
      payerId: first.buyerId,
      payeeId,
      assignmentId,
      amountRupiah: sumOf(input.allocations.map((allocation) => allocation.amountRupiah)) - keptOf(input),
      withheldRupiah: input.withheldRupiah,
      vatKeptRupiah: input.vatKeptRupiah,
      withholdingSlip: keptOf(input) > 0n ? (input.withholdingSlip ?? null) : null,
      transferredOn: input.transferredOn,
      bankName: input.bankName,
      bankReference: input.bankReference,
      proofId: input.proofId,
      proofSha256: proof.sha256,
      allocations,
    });
    return { paymentId };
  },
});
