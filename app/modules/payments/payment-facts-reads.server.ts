import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { paymentAllocations, type payments } from "#db/schema/payments.ts";
import { ReceiptFacts } from "../documents/papers/receipt-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { asNumber, asText, parametersOn } from "../regions/parameter-reads.server.ts";

type PaymentRow = typeof payments.$inferSelect;

/** Everything that the kwitansi of this payment says, as JSON. */
export async function paymentFacts(
  on: Executor,
  payment: PaymentRow,
  issuedOn: BusinessDay,
  receivedBy: string | null,
): Promise<Record<string, unknown>> {
  const parties = await paperPartiesOf([payment.payeeId, payment.payerId], on);
  const payee = parties.get(payment.payeeId);
  const payer = parties.get(payment.payerId);
  invariant(payee && payer, "a payment has two parties");
  const settles = await on
    .select({
      invoiceNumber: invoices.number,
      issuedAt: invoices.issuedAt,
      amountRupiah: paymentAllocations.amountRupiah,
    })
    .from(paymentAllocations)
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .where(eq(paymentAllocations.paymentId, payment.id))
    .orderBy(asc(invoices.number));
  const duty = await parametersOn(on, ["stamp.value_rupiah", "stamp.threshold_rupiah", "stamp.legal_basis"], {
    day: issuedOn,
  });
  return z.encode(ReceiptFacts, {
    issuer: payee.party,
    place: payee.place,
    issuedOn,
    payer: payer.party,
    amountRupiah: payment.amountRupiah,
    purpose:
      settles.length === 0
        ? "Titipan untuk pembelian berikutnya"
        : `Pembayaran tagihan ${settles.map((part) => part.invoiceNumber).join(", ")}`.slice(0, 400),
    settles: settles.map((part) => {
      invariant(part.invoiceNumber && part.issuedAt, "only issued invoices are paid");
      return {
        invoiceNumber: part.invoiceNumber,
        issuedOn: dayOf(part.issuedAt, payee.timeZone),
        amountRupiah: part.amountRupiah,
      };
    }),
    transferredOn: payment.transferredOn,
    bankName: payment.bankName,
    bankReference: payment.bankReference,
    stampDuty: {
      aboveRupiah: BigInt(asNumber("stamp.threshold_rupiah", duty["stamp.threshold_rupiah"])),
      dutyRupiah: BigInt(asNumber("stamp.value_rupiah", duty["stamp.value_rupiah"])),
      legalBasis: asText("stamp.legal_basis", duty["stamp.legal_basis"]),
    },
    note:
      payment.assignmentId === null
        ? null
        : "Dibayar ke rekening lembaga yang menerima pengalihan tagihan ini, bukan ke rekening penerbit kwitansi.",
    ...(payment.rail === "deposit" ? { paidBy: "Dari titipan pembeli" } : {}),
    ...(payment.rail === "netting" ? { paidBy: "Perjumpaan utang (KUHPerdata 1425)" } : {}),
    ...(payment.withholdingSlip === null
      ? {}
      : {
          ...(payment.withheldRupiah > 0n
            ? { withheld: { amountRupiah: payment.withheldRupiah, slip: payment.withholdingSlip } }
            : {}),
          ...(payment.vatKeptRupiah > 0n
            ? { vatKept: { amountRupiah: payment.vatKeptRupiah, slip: payment.withholdingSlip } }
            : {}),
        }),
    receivedBy: { name: await signatoryName(receivedBy, on), role: "Bendahara" },
  });
}

/** When the invoices that a payment pays were issued; nothing for one that is a deposit alone. */
export async function issuedMoments(on: Executor, paymentId: string): Promise<Date[]> {
  const rows = await on
    .select({ issuedAt: invoices.issuedAt })
    .from(paymentAllocations)
    .innerJoin(invoices, eq(invoices.id, paymentAllocations.invoiceId))
    .where(eq(paymentAllocations.paymentId, paymentId));
  return rows.flatMap(({ issuedAt }) => issuedAt ?? []);
}
