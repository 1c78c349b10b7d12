import { eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { cooperativePayments } from "#db/schema/cooperative.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { holdBalance } from "../ledger/hold-balance.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { mayAgreeTo, mayRefuse } from "./cooperative.policy.ts";
import { AgreeToPayment, AskPayment, RefusePayment } from "./cooperative.schema.ts";
import { memberOf } from "./member-reads.server.ts";
import { koperasiOf, ownKoperasi, permitKeeper } from "./own-koperasi.server.ts";
import { memberPaymentEntry } from "./savings-postings.ts";
import { fundAccounts, type SpentFund } from "./shu.ts";
import { heldPayment, paymentWaits } from "./waiting-reads.server.ts";

type Payee = { readonly memberId: string | null; readonly fund: SpentFund | null };

/** What is owed to a member, or left in a fund, now and until the transaction ends. */
async function owed(
  tx: LatestTransaction,
  organisationId: string,
  { memberId, fund }: Payee,
): Promise<Rupiah> {
  return -(fund === null
    ? await holdBalance(tx, organisationId, "payableMember", memberId)
    : await holdBalance(tx, organisationId, fundAccounts[fund], null));
}

/**
 * Asks for what is owed to a member to be paid, or for a fund of SHU to be spent on what it is for. Refuses more than there is, and a second wish
 * for the same while one waits. Nothing is booked before a second person agrees; nothing is ever lent.
 */
export const askCooperativePayment = command({
  name: "cooperative.askPayment",
  input: AskPayment,
  isolation: "read committed",
  permit: permitKeeper,
  run: async (tx, call, { memberId = null, fund = null, amountRupiah, purpose }) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    if (memberId !== null && !(await memberOf(organisationId, memberId, tx)))
      throw new Missing("cooperative.memberMissing");
    if (await paymentWaits(organisationId, { memberId, fund }, tx))
      throw new Conflict("cooperative.paymentWaits");
    if (amountRupiah > (await owed(tx, organisationId, { memberId, fund })))
      throw new RuleBroken("cooperative.paymentAbove");
    const paymentId = newId("cooperativePayment");
    await tx.insert(cooperativePayments).values({
      id: paymentId,
      organisationId,
      memberId,
      fund,
      amountRupiah,
      purpose,
      state: "asked",
      askedBy: personId,
      askedAt: call.at,
    });
    return { paymentId };
  },
});

/** A second person has paid it: it is booked on the day on which the money went. Refuses more than is owed by now. */
export const agreeToCooperativePayment = command({
  name: "cooperative.agreeToPayment",
  input: AgreeToPayment,
  isolation: "read committed",
  permit: async (tx, call, { paymentId }) => {
    const payment = await heldPayment(tx, koperasiOf(call), paymentId);
    if (!payment) throw new Missing("cooperative.paymentMissing");
    if (!mayAgreeTo(call.actor, payment.askedBy)) throw new Forbidden("cooperative.secondPerson");
  },
  run: async (tx, call, { paymentId, paidOn }) => {
    const { organisationId, personId, today } = await ownKoperasi(tx, call);
    if (paidOn > today) throw new RuleBroken("cooperative.dayToCome");
    const payment = await heldPayment(tx, organisationId, paymentId);
    invariant(payment, "permitted above");
    if (payment.state !== "asked") throw new Conflict("cooperative.decided");
    if (payment.amountRupiah > (await owed(tx, organisationId, payment)))
      throw new RuleBroken("cooperative.paymentAbove");
    await tx
      .update(cooperativePayments)
      .set({ state: "agreed", decidedBy: personId, decidedAt: call.at, paidOn })
      .where(eq(cooperativePayments.id, paymentId));
    await postEntry(
      tx,
      call,
      memberPaymentEntry(
        { organisationId, subjectId: paymentId, on: paidOn, narration: payment.purpose },
        payment,
      ),
    );
    return { paymentId };
  },
});

/** Says no to a payment, with a reason: the second person, or whoever asked. It may be asked for anew. */
export const refuseCooperativePayment = command({
  name: "cooperative.refusePayment",
  input: RefusePayment,
  isolation: "read committed",
  permit: async (tx, call, { paymentId }) => {
    if (!(await heldPayment(tx, koperasiOf(call), paymentId)))
      throw new Missing("cooperative.paymentMissing");
    if (!mayRefuse(call.actor)) throw new Forbidden("cooperative.forbidden");
  },
  run: async (tx, call, { paymentId, refusal }) => {
    const { organisationId, personId } = await ownKoperasi(tx, call);
    const payment = await heldPayment(tx, organisationId, paymentId);
    invariant(payment, "permitted above");
    if (payment.state !== "asked") throw new Conflict("cooperative.decided");
    await tx
      .update(cooperativePayments)
      .set({ state: "refused", decidedBy: personId, decidedAt: call.at, refusal })
      .where(eq(cooperativePayments.id, paymentId));
    return { paymentId };
  },
});
