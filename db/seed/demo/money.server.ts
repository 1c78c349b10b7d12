import { and, eq, lte, notInArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { openOf } from "#app/modules/invoicing/invoice.ts";
import { hubPayables, producerPayables } from "#app/modules/payments/payable-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { db } from "#db/client.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { payments } from "#db/schema/payments.ts";
import { demoPaper } from "./pictures.ts";
import { type Stage, ZONE } from "./stage.server.ts";

const PAYERS: readonly Role[] = ["kitchen_finance", "bumd_finance"];
const CASHIERS: readonly Role[] = ["koperasi_treasurer", "bumd_finance", "hub_cashier"];

type InvoiceRow = typeof invoices.$inferSelect;

/** A buyer's transfer to one seller for these invoices, with its proof. */
async function pay(call: Call, buyerName: string, owed: readonly InvoiceRow[], at: Date): Promise<void> {
  const [first] = owed;
  if (!first) return;
  const reference = `DEMO${first.id.slice(-8).toUpperCase()}`;
  const total = owed.reduce((sum, invoice) => sum + openOf(invoice), 0n);
  const { fileId } = await uploadFile(call, {
    purpose: "payment_proof",
    fileName: "bukti-transfer-demo.pdf",
    bytes: demoPaper("Bukti Transfer", [buyerName, `Rp ${total}`, `Referensi ${reference}`]),
  });
  await reportPayment(call, {
    allocations: owed.map((invoice) => ({
      invoiceId: invoice.id,
      amountRupiah: openOf(invoice).toString(),
    })),
    transferredOn: dayOf(at, ZONE),
    bankName: "Bank Contoh (Demo)",
    bankReference: reference,
    proofId: fileId,
  });
}

/** A buyer pays everything that was issued up to a moment, one transfer for each seller, except to those it leaves waiting. */
export function planPaying(
  stage: Stage,
  round: {
    readonly buyerKey: string;
    readonly at: Date;
    readonly issuedUntil: Date;
    readonly waiting?: readonly string[];
  },
): void {
  stage.agenda.plan(round.at, async () => {
    const buyer = stage.party(round.buyerKey);
    const waiting = (round.waiting ?? []).map((key) => stage.party(key).organisationId);
    const owed = await db()
      .select()
      .from(invoices)
      .where(
        and(
          eq(invoices.buyerId, buyer.organisationId),
          eq(invoices.state, "issued"),
          lte(invoices.issuedAt, round.issuedUntil),
          ...(waiting.length === 0 ? [] : [notInArray(invoices.sellerId, waiting)]),
        ),
      )
      .orderBy(invoices.id);
    for (const sellerId of new Set(owed.map((invoice) => invoice.sellerId))) {
      const own = owed.filter((invoice) => invoice.sellerId === sellerId);
      await pay(stage.as(round.buyerKey, PAYERS, round.at), buyer.name, own, round.at);
    }
  });
}

/** The sellers look at their bank and confirm what these buyers have reported. */
export function planVerifying(stage: Stage, sellerKeys: readonly string[], at: Date): void {
  for (const key of sellerKeys)
    stage.agenda.plan(at, async () => {
      const reported = await db()
        .select({ id: payments.id })
        .from(payments)
        .where(and(eq(payments.payeeId, stage.party(key).organisationId), eq(payments.state, "reported")))
        .orderBy(payments.id);
      for (const { id } of reported) await verifyPayment(stage.as(key, CASHIERS, at), { paymentId: id });
    });
}

/** A koperasi asks to pay its producers what the ledger owes them, or a part of it. */
export function planProducerPayout(
  stage: Stage,
  payout: {
    readonly koperasiKey: string;
    /** Of what is owed, in percent. */
    readonly percent: bigint;
    readonly requestedAt: Date;
    readonly settledAt?: Date;
  },
): void {
  const { koperasiKey, requestedAt, settledAt } = payout;
  const asked: string[] = [];
  stage.agenda.plan(requestedAt, async () => {
    const call = stage.as(koperasiKey, ["koperasi_treasurer"], requestedAt);
    for (const payable of await producerPayables(stage.party(koperasiKey).organisationId)) {
      if (payable.to !== "producer") continue;
      const amount = (payable.dueRupiah * payout.percent) / 100n;
      const { payoutId } = await requestPayout(call, {
        to: "producer",
        producerId: payable.id,
        amountRupiah: amount.toString(),
        purpose: "Hasil panen yang sudah terjual",
      });
      asked.push(payoutId);
    }
  });
  if (settledAt !== undefined)
    stage.agenda.plan(settledAt, () =>
      settle(stage.as(koperasiKey, ["koperasi_chair"], settledAt), asked, settledAt),
    );
}

async function settle(call: Call, payoutIds: readonly string[], at: Date): Promise<void> {
  for (const payoutId of payoutIds) {
    await approvePayout(call, { payoutId });
    await confirmPayout(call, {
      payoutId,
      settledOn: dayOf(at, ZONE),
      bankReference: `DEMO${payoutId.slice(-8).toUpperCase()}`,
    });
  }
}

/** The trade center pays its koperasi their shares: some are asked for, of these the first few are settled. */
export function planSharePayouts(
  stage: Stage,
  round: {
    readonly hubKey: string;
    readonly koperasiKeys: readonly string[];
    readonly requestedAt: Date;
    readonly settledAt?: Date;
  },
): void {
  const { hubKey, requestedAt, settledAt } = round;
  const asked: string[] = [];
  stage.agenda.plan(requestedAt, async () => {
    const names = new Set(round.koperasiKeys.map((key) => stage.party(key).name));
    const payable = await hubPayables(stage.party(hubKey).organisationId);
    for (const one of payable) {
      if (one.to !== "statement" || !names.has(one.name)) continue;
      const call = stage.as(hubKey, ["hub_cashier"], requestedAt);
      asked.push((await requestPayout(call, { to: "statement", statementId: one.id })).payoutId);
    }
  });
  if (settledAt !== undefined)
    stage.agenda.plan(settledAt, () => settle(stage.as(hubKey, ["hub_head"], settledAt), asked, settledAt));
}
