import { expect, test } from "vitest";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { correctTripCost } from "#app/modules/invoicing/correct-trip-cost.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { invoiceVisibleTo, statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueAdvance } from "#app/modules/invoicing/issue-advance.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { refundAdvances } from "#app/modules/invoicing/refund-advances.server.ts";
import { trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { hubPayables } from "#app/modules/payments/payable-reads.server.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout, refusePayout } from "#app/modules/payments/settle-payout.server.ts";
import { refuseRemittance } from "#app/modules/payments/settle-remittance.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { payInvoice } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, departed, locked } from "#tests/support/loads.ts";

// Goal: what was invoiced wrongly is put right without deleting anything, and to the rupiah. Method: one call-off is invoiced,
// taken back, corrected and invoiced anew; the proofs of the books run when the database is given back.
const database = await testDatabase({ poolSize: 10 });

async function delivered(deal: Deal): Promise<{ invoiceId: string; tripId: string }> {
  const shown = await departed(deal);
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: shown.shares.map((share) => ({
      shipmentId: share.shipmentId,
      deliveredBase: (share.loadedBase ?? 0n).toString(),
      brokenBase: "0",
    })),
  });
  const drafted = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  return { invoiceId: drafted.invoiceId ?? "", tripId: shown.trip.id };
}

const netOf = async (deal: Deal) =>
  (await statementsOf(deal.hub.id, deal.callOffId)).map((row) => [row.netRupiah, row.levyRupiah]);

test("a wrong trip cost is corrected: before the invoice at once, after it by a credit note first; levies do not count twice", async () => {
  const terms = {
    freightPaidBy: "seller",
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh 1/2026",
    serviceFeeBasisPoints: 0,
  } as const;
  const deal = await locked(database, [40, 20], terms);
  const cashier = deal.town.callOf(deal.hub.cashier);
  const { invoiceId: first, tripId } = await delivered(deal);
  const correct = (costRupiah: bigint) =>
    codeOf(
      correctTripCost(deal.town.callOf(deal.hub.logistics), {
        tripId,
        costRupiah: costRupiah.toString(),
        reason: "Sopir salah menulis",
      }),
    );
  expect(await correct(90_000_000n)).toBe("done");
  expect(await correct(90_000_000n)).toBe("invoicing.costSame");
  const draft = async () =>
    (await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId })).invoiceId ?? "";
  const second = await draft();
  expect(second).not.toBe(first);
  expect(await codeOf(issueInvoice(cashier, { invoiceId: second }))).toBe("invoicing.deductionsExceed");
  expect(await correct(600_001n)).toBe("done");
  const third = await draft();
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: third });
  // 60 crates at Rp 405.000, half a percent of levy.
  const before = await netOf(deal);
  expect(before.reduce((sum, [net = 0n]) => sum + net, 0n)).toBe(24_300_000n - 600_001n - 121_500n);

  const credit = () =>
    codeOf(
      creditInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: third, reason: "Ongkos angkut salah" }),
    );
  const [one] = await statementsOf(deal.hub.id, deal.callOffId);
  const asked = await requestPayout(cashier, { to: "statement", statementId: one?.id ?? "" });
  expect(await credit()).toBe("invoicing.koperasiPaid");
  await refusePayout(deal.town.callOf(deal.hub.head), {
    payoutId: asked.payoutId ?? "",
    reason: "Ongkosnya salah",
  });
  const { remittanceId } = await remitLevies(deal.town.callOf(deal.hub.cashier), { treasury: "RKUD contoh" });
  expect(await credit()).toBe("invoicing.levyGathered");
  await refuseRemittance(deal.town.callOf(deal.hub.head), { remittanceId, reason: "Ongkosnya salah" });
  expect(await credit()).toBe("done");
  expect(await statementsOf(deal.hub.id, deal.callOffId)).toEqual([]);
  for (const { id } of [deal.hub, ...deal.koperasi])
    expect((await trialBalance(id)).every((row) => row.balance === 0n)).toBe(true);
  // The goods are the buyer's stock still, and owed for without an invoice.
  const left = (await trialBalance(deal.buyer.id)).filter((row) => row.balance !== 0n);
  expect(Object.fromEntries(left.map((row) => [row.account, row.balance]))).toEqual({
    inventory: 24_300_000n,
    goodsReceived: -24_300_000n,
  });

  await draft();
  expect(await correct(500_000n)).toBe("done");
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: await draft() });
  const after = await netOf(deal);
  expect(after.reduce((sum, [net = 0n]) => sum + net, 0n)).toBe(24_300_000n - 500_000n - 121_500n);
  expect(after.reduce((sum, [, levy = 0n]) => sum + levy, 0n)).toBe(121_500n);
});

test("an advance taken off an invoice that is taken back is free again, and what it leaves over goes back when the contract is over", async () => {
  const deal = await locked(database, [10], {
    advanceBasisPoints: 3_000,
    calledOff: 40,
    freightPaidBy: "seller",
  });
  const cashier = () => deal.town.callOf(deal.hub.cashier);
  const { invoiceId: advanceId } = await issueAdvance(cashier(), { callOffId: deal.callOffId });
  // Thirty percent of 40 crates; only ten came, for Rp 4.050.000.
  await payInvoice(deal, advanceId, 4_860_000n);
  const { invoiceId } = await delivered(deal);
  const refund = () =>
    refundAdvances(deal.town.systemCall(), { contractId: deal.contractId }).then((answer) => answer.refunds);
  expect(await refund()).toBe(0);
  await issueInvoice(cashier(), { invoiceId });
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({ state: "settled" });
  await creditInvoice(cashier(), { invoiceId, reason: "Salah terbit" });
  const late = {
    ...deal.town.callOf(deal.hub.head),
    at: new Date(deal.town.at.getTime() + 400 * 24 * 3_600_000),
  };
  await endContract(late, { contractId: deal.contractId });
  expect(await refund()).toBe(0);
  const again = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  await issueInvoice(cashier(), { invoiceId: again.invoiceId ?? "" });
  expect(await refund()).toBe(1);
  expect(await refund()).toBe(0);
  const due = (await hubPayables(deal.hub.id)).find((row) => row.to === "refund");
  expect(due).toMatchObject({ dueRupiah: 810_000n });
  const { payoutId } = await requestPayout(cashier(), { to: "refund", refundId: due?.id ?? "" });
  expect(await codeOf(requestPayout(cashier(), { to: "refund", refundId: due?.id ?? "" }))).toBe(
    "payments.alreadyRequested",
  );
  await approvePayout(deal.town.callOf(deal.hub.head), { payoutId });
  await confirmPayout(deal.town.callOf(deal.hub.head), {
    payoutId,
    settledOn: deal.town.today,
    bankReference: "TRF-BALIK",
  });
  // Nothing is owed either way, and nothing is held in advance.
  const owed = (await trialBalance(deal.buyer.id)).filter((row) =>
    ["1200", "1300", "2100"].includes(row.code),
  );
  expect(owed.map((row) => row.balance)).toEqual([0n, 0n, 0n]);
});
