import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { payouts } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { disputedRupiah } from "../disputes/dispute-reads.server.ts";
import { openOfDebit } from "../invoicing/debit-note.ts";
import { producerDuesHeld } from "../invoicing/objection-reads.server.ts";
import { NO_GROUND, type PayoutGround, recordAsked } from "../invoicing/record-payout.server.ts";
import { leftOf } from "../invoicing/standing.ts";
import { holdBalance } from "../ledger/hold-balance.server.ts";
import { payableSettlement } from "./consignment-payable-reads.server.ts";
import { depositLeft } from "./deposit-left.server.ts";
import { payeeAccount } from "./payee-account-reads.server.ts";
import type { RequestPayout } from "./payment.schema.ts";
import {
  ownProducer,
  payableDebitNote,
  payableRefund,
  payableRide,
  payableStatement,
  producerPayoutsUnderway,
} from "./payment-reads.server.ts";

type Payable = Pick<
  typeof payouts.$inferInsert,
  | "payeeOrganisationId"
  | "payeeProducerId"
  | "ridePlaceId"
  | "settlementId"
  | "isDeposit"
  | "purpose"
  | "amountRupiah"
> &
  PayoutGround;

/** What may be paid on; whoever asks for the same money at the same moment waits here, and then sees this payout. */
export async function payableOf(
  tx: LatestTransaction,
  payerId: string,
  input: RequestPayout,
): Promise<Payable> {
  if (input.to === "statement") {
    const statement = await payableStatement(input.statementId, tx);
    if (!statement || statement.hubId !== payerId) throw new Missing("payments.missing");
    if (statement.underwayRupiah > 0n) throw new Conflict("payments.alreadyRequested");
    const left = leftOf(statement);
    if (left <= 0n) throw new RuleBroken("payments.nothingDue");
    const disputed = await disputedRupiah(statement, tx);
    if (disputed >= left) throw new RuleBroken("payments.disputed", { amount: disputed.toString() });
    return {
      payeeOrganisationId: statement.koperasiId,
      ...NO_GROUND,
      statementId: statement.id,
      purpose: "statement",
      amountRupiah: left - disputed,
    };
  }
  if (input.to === "refund") {
    const refund = await payableRefund(input.refundId, tx);
    if (!refund || refund.hubId !== payerId) throw new Missing("payments.missing");
    if (refund.underwayRupiah > 0n) throw new Conflict("payments.alreadyRequested");
    const left = refund.amountRupiah - refund.paidRupiah;
    if (left <= 0n) throw new RuleBroken("payments.nothingDue");
    return {
      payeeOrganisationId: refund.buyerId,
      ...NO_GROUND,
      refundId: refund.id,
      purpose: "refund",
      amountRupiah: left,
    };
  }
  if (input.to === "consignment") {
    const settlement = await payableSettlement(input.settlementId, tx);
    if (settlement?.keeperId !== payerId) throw new Missing("payments.missing");
    if (settlement.isAsked) throw new Conflict("payments.alreadyRequested");
    return {
      payeeOrganisationId: settlement.consignorOrganisationId,
      payeeProducerId: settlement.consignorProducerId,
      ...NO_GROUND,
      settlementId: settlement.id,
      purpose: "consignment",
      amountRupiah: settlement.payableRupiah,
    };
  }
  if (input.to === "deposit") {
    const left = await depositLeft(tx, payerId, input.buyerId);
    if (input.amountRupiah > left) throw new RuleBroken("payments.depositShort", { left: left.toString() });
    return {
      payeeOrganisationId: input.buyerId,
      ...NO_GROUND,
      isDeposit: true,
      purpose: "deposit",
      amountRupiah: input.amountRupiah,
    };
  }
  if (input.to === "debitNote") return debitToPay(tx, payerId, input.debitNoteId);
  if (input.to === "ride") {
    const ride = await payableRide(input.ridePlaceId, tx);
    if (!ride || ride.koperasiId !== payerId) throw new Missing("payments.missing");
    if (ride.isAsked) throw new Conflict("payments.alreadyRequested");
    if (ride.dueRupiah <= 0n) throw new RuleBroken("payments.nothingDue");
    return {
      payeeOrganisationId: ride.carrierId,
      ...NO_GROUND,
      ridePlaceId: ride.ridePlaceId,
      purpose: "ride",
      amountRupiah: ride.dueRupiah,
    };
  }
  return producerToPay(tx, payerId, input);
}

/** What a producer is owed by the ledger, less what is on its way and what waits with objections of buyers to what was sold of theirs. */
async function producerToPay(
  tx: LatestTransaction,
  payerId: string,
  input: Extract<RequestPayout, { readonly to: "producer" }>,
): Promise<Payable> {
  const producer = await ownProducer(payerId, input.producerId, tx);
  if (!producer) throw new Missing("payments.missing");
  // A payable is a credit balance; what is under way is no longer there to be asked for again.
  const owed = -(await holdBalance(tx, payerId, "payableProducer", producer.id));
  const held = await producerDuesHeld(payerId, producer.id, tx);
  const due = owed - (await producerPayoutsUnderway(payerId, producer.id, tx)) - held;
  if (input.amountRupiah > due && input.amountRupiah <= due + held)
    throw new RuleBroken("payments.duesHeld", { held: held.toString() });
  if (input.amountRupiah > due) throw new RuleBroken("payments.moreThanDue", { due: due.toString() });
  return {
    payeeProducerId: producer.id,
    ...NO_GROUND,
    purpose: input.purpose,
    amountRupiah: input.amountRupiah,
  };
}

/** What is open of a debit note of which this organisation is the carrier; also one that it contested, for whoever pays after all. */
async function debitToPay(tx: LatestTransaction, payerId: string, debitNoteId: string): Promise<Payable> {
  const note = await payableDebitNote(debitNoteId, tx);
  if (!note || note.carrierId !== payerId) throw new Missing("payments.missing");
  if (note.underwayRupiah > 0n) throw new Conflict("payments.alreadyRequested");
  const left = openOfDebit(note);
  if (left <= 0n) throw new RuleBroken("payments.nothingDue");
  return {
    payeeOrganisationId: note.hubId,
    ...NO_GROUND,
    debitNoteId: note.id,
    purpose: "debitNote",
    amountRupiah: left,
  };
}

/**
 * Writes down, in the caller's transaction, that so much is to be paid, and to which account: the one the payee has now. Refuses what
 * is not owed or on its way already.
 */
export async function askPayout(
  tx: LatestTransaction,
  call: Call,
  payerId: string,
  input: RequestPayout,
  batchId: string | null,
): Promise<string> {
  invariant(call.actor.kind === "member", "a person asks for a payout");
  const payable = await payableOf(tx, payerId, input);
  const payoutId = newId("payout");
  await tx.insert(payouts).values({
    id: payoutId,
    payerId,
    ...payable,
    ...(await payeeAccount(tx, payable)),
    batchId,
    state: "requested",
    requestedBy: call.actor.personId,
    requestedAt: call.at,
  });
  await recordAsked(tx, payable, payable.amountRupiah);
  return payoutId;
}
