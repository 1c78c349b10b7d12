import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { disputeVisibleTo } from "#app/modules/disputes/dispute-reads.server.ts";
import { openDispute } from "#app/modules/disputes/open-dispute.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { creditDispute } from "#app/modules/invoicing/credit-dispute.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import type { TestDatabase } from "./database.ts";
import { type Deal, departed } from "./loads.ts";
import { drawnUp } from "./rounds.ts";

export type ClaimWish = {
  readonly cause?: "short" | "broken" | "quality";
  readonly grams: bigint;
  readonly at?: Date;
};

/** What happens to a call-off after it left, on a database: handed over, invoiced, claimed on, credited, paid. */
export function claimsOn(database: TestDatabase) {
  /** The call-off is handed over; the first share with so much of it broken. */
  async function delivered(
    deal: Deal,
    { brokenBase = 0n }: { readonly brokenBase?: bigint } = {},
  ): Promise<Awaited<ReturnType<typeof departed>>> {
    const shown = await departed(deal);
    await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
      tripId: shown.trip.id,
      receiverName: "Pak Budi",
      lines: shown.shares.map((share, at) => ({
        shipmentId: share.shipmentId,
        deliveredBase: (share.loadedBase ?? 0n).toString(),
        brokenBase: (at === 0 ? brokenBase : 0n).toString(),
      })),
    });
    return shown;
  }

  async function invoiced(deal: Deal): Promise<string> {
    const { invoiceId } = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
    await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: invoiceId ?? "" });
    return invoiceId ?? "";
  }

  let pictures = 0;

  async function picture(deal: Deal): Promise<string> {
    pictures += 1;
    const { fileId } = await uploadFile(deal.town.callOf(deal.buyer.warehouse), {
      purpose: "receiving_photo",
      fileName: "pecah.png",
      bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, pictures, 0, 0, 0]),
    });
    return fileId;
  }

  async function lineOf(shipmentId: string): Promise<string> {
    const [row] = await database.sql`select id from shipment_lines where shipment_id = ${shipmentId}`;
    return String(row?.["id"]);
  }

  async function open(
    deal: Deal,
    shipmentId: string,
    { cause = "broken", grams, at }: ClaimWish,
  ): Promise<string> {
    const photoIds = [await picture(deal)];
    const { disputeId } = await openDispute(
      { ...deal.town.callOf(deal.buyer.warehouse), ...(at ? { at } : {}) },
      {
        shipmentId,
        note: "Pecah di dasar tumpukan",
        photoIds,
        lines: [
          {
            shipmentLineId: await lineOf(shipmentId),
            cause,
            reason: "cracked",
            claimedBase: grams.toString(),
          },
        ],
      },
    );
    return disputeId;
  }

  async function decision(
    deal: Deal,
    disputeId: string,
    grams: bigint | null,
    stage?: "origin" | "road" | "destination",
  ) {
    const shown = await disputeVisibleTo(deal.hub.id, disputeId);
    return {
      disputeId,
      note: "Diputus menurut foto dan keterangan",
      lines: (shown?.lines ?? []).map((line) => ({
        lineId: line.id,
        grantedBase: (grams ?? line.askedBase).toString(),
        ...(stage ? { stage } : {}),
      })),
    };
  }

  const settle = (deal: Deal, disputeId: string) => creditDispute(deal.town.systemCall(), { disputeId });

  async function payout(deal: Deal, statementId: string): Promise<bigint> {
    const { payoutId } = await requestPayout(deal.town.callOf(deal.hub.cashier), {
      to: "statement",
      statementId,
    });
    await approvePayout(deal.town.callOf(deal.hub.head), { payoutId });
    await confirmPayout(deal.town.callOf(deal.hub.head), {
      payoutId,
      settledOn: deal.town.today,
      bankReference: "TRF-KOP",
    });
    const [row] = await database.sql`select amount_rupiah from payouts where id = ${payoutId}`;
    return BigInt(String(row?.["amount_rupiah"]));
  }

  /** A further call-off of the contract among the same koperasi, drawn up. */
  async function drawnAgain(deal: Deal, packs: number): Promise<{ callOffId: string; roundId: string }> {
    const callOffId = await deal.town.callOff(deal.hub, deal.contractId, { packs });
    for (const one of deal.koperasi)
      await deal.town.sharer(deal.hub, callOffId, one, { packsMax: 40, weight: 40 });
    const { roundId } = await drawnUp(deal.town.callOf(deal.hub.contracts), { callOffId, rule: "hamilton" });
    return { callOffId, roundId };
  }

  /** A further call-off of the contract, taken and locked. */
  async function lockedAgain(deal: Deal, packs: number): Promise<Deal> {
    const { callOffId, roundId } = await drawnAgain(deal, packs);
    await publishAllotment(deal.town.callOf(deal.hub.head), { roundId });
    for (const one of deal.koperasi) {
      const share = (await sharesToAnswer(one.id, { limit: 1 })).rows[0]?.allotment;
      if (share)
        await answerAllotment(deal.town.callOf(one.chair), {
          allotmentId: share.id,
          acceptedPacks: share.packs,
        });
    }
    await lockCallOff(deal.town.callOf(deal.hub.logistics), { callOffId });
    return { ...deal, callOffId };
  }

  return {
    delivered,
    invoiced,
    lineOf,
    picture,
    open,
    decision,
    settle,
    payout,
    pay: payInvoice,
    drawnAgain,
    lockedAgain,
  };
}

/** The buyer transfers a part of an invoice, and the trade center sees that it came. */
export async function payInvoice(deal: Deal, invoiceId: string, amountRupiah: bigint): Promise<void> {
  const { fileId } = await uploadFile(deal.town.callOf(deal.buyer.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from(`%PDF-1.7 ${invoiceId} ${amountRupiah}`)),
  });
  const { paymentId } = await reportPayment(deal.town.callOf(deal.buyer.finance), {
    allocations: [{ invoiceId, amountRupiah: amountRupiah.toString() }],
    transferredOn: deal.town.today,
    bankName: "Bank Contoh",
    bankReference: "TRF-1",
    proofId: fileId,
  });
  await verifyPayment(deal.town.callOf(deal.hub.cashier), { paymentId });
}
