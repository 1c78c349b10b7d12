import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { hold } from "#db/hold.server.ts";
import { payments } from "#db/schema/payments.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { askAboutPaid } from "./ask-about-paid.server.ts";
import { ProposeMatch } from "./bank.schema.ts";
import { keeperOf } from "./bring-statement.server.ts";
import { askAboutBooked, heldLines } from "./match-line.server.ts";
import { mayAnswerForPayee, mayVerifyPayment } from "./payment.policy.ts";
import { hasBought, openInvoices, outsideAssignment, payeeOf } from "./payment-reads.server.ts";
import { type KeptAllocation, keptOf, refuseKept } from "./refuse-kept.server.ts";
import { settleLines } from "./settle-lines.server.ts";
import { releasePayment } from "./settle-payment.server.ts";
import { refuseTooMuch, writeReport } from "./write-report.server.ts";

type Proposed = ProposeMatch["payments"][number];

/** What of a line a proposal takes: invoices and a deposit, less what was withheld. */
function movedOf(proposed: Proposed): bigint {
  return (
    sumOf(proposed.allocations.map((allocation) => allocation.amountRupiah)) +
    proposed.depositRupiah -
    keptOf(proposed)
  );
}

/** The report that a proposal takes the place of: who may verify it may say that another sum came. */
async function heldReplaced(tx: LatestTransaction, call: Call, paymentId: string) {
  const { organisationId } = keeperOf(call);
  const [payment] = await hold(tx, payments, eq(payments.id, paymentId));
  if (payment?.payeeId !== organisationId) throw new Missing("payments.missing");
  if (!mayVerifyPayment(call.actor, payment)) throw new Forbidden("payments.secondPerson");
  return payment;
}

/** What each proposal pays of which invoice, with the VAT that is kept of it; refuses one that does not fit. */
async function refuseUnfit(
  tx: LatestTransaction,
  organisationId: string,
  proposals: readonly Proposed[],
): Promise<readonly (readonly KeptAllocation[])[]> {
  const all = proposals.flatMap((proposed) => proposed.allocations);
  const ids = [...new Set(all.map((allocation) => allocation.invoiceId))].sort();
  if (ids.length !== all.length) throw new RuleBroken("payments.invoiceTwice");
  const claims = await openInvoices(tx, ids);
  const given = claims.find((claim) => claim.sellerId === organisationId && claim.assignee?.holderId);
  if (given?.assignee) throw new RuleBroken("payments.assigned", { name: given.assignee.name });
  if (claims.length !== ids.length || claims.some((claim) => payeeOf(claim) !== organisationId))
    throw new Missing("invoicing.missing");
  if (claims.some((claim) => outsideAssignment(claim) !== null))
    throw new RuleBroken("payments.assignedOutside");
  const fit: (readonly KeptAllocation[])[] = [];
  for (const proposed of proposals) {
    const own = claims.filter((claim) =>
      proposed.allocations.some(({ invoiceId }) => invoiceId === claim.id),
    );
    if (own.some((claim) => claim.buyerId !== proposed.buyerId)) throw new RuleBroken("payments.oneBuyer");
    const allocations = await refuseKept(tx, proposed.buyerId, proposed, own);
    if (movedOf(proposed) <= 0n || movedOf(proposed) < proposed.depositRupiah)
      throw new RuleBroken("payments.withheldTooMuch");
    refuseTooMuch(claims, proposed.allocations);
    if (own.length === 0 && !(await hasBought(organisationId, proposed.buyerId, tx)))
      throw new Missing("invoicing.missing");
    fit.push(allocations);
  }
  return fit;
}

/**
 * Reports, from a line of the own bank, what it pays: invoices of one or several buyers in whole or in part, what is kept of it as the
 * buyer's deposit, and tax that was withheld of it, with the slip that says so. Nothing is booked until a second person verifies
 * the payments, as any that was reported; who rejects one opens the line again. A report of another sum can be replaced in the same
 * deed. Refuses more than the line is, or than an invoice claims; somebody else's invoices are Missing.
 * Asks where a transfer of as much of the same buyer was reported or checked by hand and has no line: it would be in the books twice.
 */
export const proposeMatch = command({
  name: "payments.proposeMatch",
  input: ProposeMatch,
  isolation: "read committed",
  permit: async (tx, call, { lineId, replacesPaymentId }) => {
    if (!mayAnswerForPayee(call.actor, keeperOf(call).organisationId))
      throw new Forbidden("payments.forbidden");
    await heldLines(tx, call, [lineId]);
    if (replacesPaymentId) await heldReplaced(tx, call, replacesPaymentId);
  },
  run: async (tx, call, input) => {
    const { organisationId, personId } = keeperOf(call);
    const [line] = await heldLines(tx, call, [input.lineId]);
    if (!line || line.amountSen < 0n) throw new RuleBroken("payments.lineWent");
    const other = await askAboutBooked(tx, line, input.isOtherMoney);
    if (input.replacesPaymentId) {
      const replaced = await heldReplaced(tx, call, input.replacesPaymentId);
      await releasePayment(
        tx,
        call,
        replaced,
        `Yang masuk di bank Rp${line.restRupiah}, dicatat sebesar itu`,
      );
    }
    if (new Set(input.payments.map(({ buyerId }) => buyerId)).size !== input.payments.length)
      throw new RuleBroken("payments.buyerTwice");
    // After what is replaced was released, and before the invoices are held: whoever checks a payment takes them after it.
    const taken = input.payments.map((one) => ({ payerId: one.buyerId, amountRupiah: movedOf(one) }));
    const paid = await askAboutPaid(tx, line, taken, input.isOtherMoney);
    const fit = await refuseUnfit(tx, organisationId, input.payments);
    const moved = sumOf(input.payments.map(movedOf));
    if (moved > line.restRupiah)
      throw new RuleBroken("payments.lineTooMuch", {
        came: line.restRupiah.toString(),
        moved: moved.toString(),
      });
    const paymentIds: string[] = [];
    for (const [at, proposed] of input.payments.entries()) {
      const amountRupiah = movedOf(proposed);
      const paymentId = await writeReport(tx, call, {
        payerId: proposed.buyerId,
        payeeId: organisationId,
        amountRupiah,
        depositRupiah: proposed.depositRupiah,
        withheldRupiah: proposed.withheldRupiah,
        vatKeptRupiah: proposed.vatKeptRupiah,
        withholdingSlip: keptOf(proposed) > 0n ? (proposed.withholdingSlip ?? null) : null,
        transferredOn: line.onDay,
        bankName: `Rekening ••••${line.account.slice(-4)}`,
        bankReference: line.description.slice(0, 60) || "–",
        bankLineId: line.id,
        allocations: fit[at] ?? [],
      });
      await tx.insert(bankMatches).values({
        id: newId("bankMatch"),
        lineId: line.id,
        paymentId,
        amountRupiah,
        reasons: [...new Set([...input.reasons, ...other, ...paid])],
        matchedBy: personId,
        matchedAt: call.at,
      });
      paymentIds.push(paymentId);
    }
    await settleLines(tx, [line.id]);
    return { lineId: line.id, paymentIds };
  },
});
