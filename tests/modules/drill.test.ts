import { expect, test, vi } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { answerDispute } from "#app/modules/disputes/answer-dispute.server.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { hearKoperasi } from "#app/modules/disputes/hear-koperasi.server.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import type { AccountName } from "#app/modules/ledger/chart.ts";
import { trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { sealDay } from "#app/modules/ledger/seal-day.server.ts";
import { hubPayables } from "#app/modules/payments/payable-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout, returnPayout } from "#app/modules/payments/settle-payout.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { assertProofs, testDatabase } from "#tests/support/database.ts";
import { type Deal, depart, locked, trip, weigh } from "#tests/support/loads.ts";
import { newKoperasi } from "#tests/support/newcomers.ts";

// Goal: the whole life of money in one go: onboarding, sale, partial rejection, split, refund, payout, returned payout, payout
// again; after every step every proof of the house holds. Method: two koperasi come to the house as strangers do, and a call-off of
// theirs is weighed, refused in part, claimed on, paid and paid out by commands; the figures are reckoned here by hand.
// Every proof of the house runs eight times.
vi.setConfig({ testTimeout: 90_000 });
const database = await testDatabase({ poolSize: 10 });
const { invoiced, open, decision, settle, pay } = claimsOn(database);

/** A crate, and what it costs. */
const CRATE = 15_000n;
const PRICE = 405_000n;

const provenAfter = async (step: string) => {
  await expect(assertProofs(database.url), step).resolves.toBeUndefined();
};

async function balanceOf(organisationId: string, account: AccountName): Promise<bigint> {
  return (await trialBalance(organisationId)).find((row) => row.account === account)?.balance ?? 0n;
}

async function paidOut(
  deal: Deal,
  wish: Parameters<typeof requestPayout>[1],
  bankReference: string,
): Promise<string> {
  const { payoutId } = await requestPayout(deal.town.callOf(deal.hub.cashier), wish);
  await approvePayout(deal.town.callOf(deal.hub.head), { payoutId });
  await confirmPayout(deal.town.callOf(deal.hub.head), {
    payoutId,
    settledOn: deal.town.today,
    bankReference,
  });
  return payoutId;
}

test("onboarding, sale, partial rejection, split, refund, payout, returned payout, payout again: clean proofs after every step", async () => {
  const agencies = new Map<string, Awaited<ReturnType<Deal["town"]["agency"]>>>();
  const deal = await locked(database, [40, 20], {
    freightPaidBy: "seller",
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh 1/2026",
    serviceFeeBasisPoints: 100,
    found: async (town, regionCode) => {
      const city = regionCode.slice(0, 5);
      const agency = agencies.get(city) ?? (await town.agency({ regionCode }));
      agencies.set(city, agency);
      return newKoperasi(town, agency, regionCode);
    },
  });
  await provenAfter("onboarding and sale");

  // Two crates of the first are refused at the gate.
  const planned = await trip(deal);
  const [first, second] = planned.shares;
  if (!first || !second) throw new Error("two koperasi share");
  await weigh(deal, first.shipmentId, first.promisedBase - 2n * CRATE, 2n * CRATE);
  await weigh(deal, second.shipmentId, second.promisedBase);
  await depart(deal, planned.trip.id);
  const accepted = 58n * PRICE;
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: planned.trip.id,
    receiverName: "Pak Budi",
    lines: [
      {
        shipmentId: first.shipmentId,
        deliveredBase: String(first.promisedBase - 2n * CRATE),
        brokenBase: "0",
      },
      { shipmentId: second.shipmentId, deliveredBase: String(second.promisedBase), brokenBase: "0" },
    ],
  });
  await provenAfter("partial rejection");

  // The split: each koperasi gets its own, less freight, levy and fee, and nothing is left between the rows.
  const invoiceId = await invoiced(deal);
  const shares = await statementsOf(deal.hub.id, deal.callOffId);
  const of = (koperasiId: string) => {
    const found = shares.find((row) => row.koperasiId === koperasiId);
    if (!found) throw new Error("each koperasi has its statement");
    return found;
  };
  const one = of(first.koperasiId);
  expect(sumOf(shares.map((row) => row.grossRupiah))).toBe(accepted);
  expect(sumOf(shares.map((row) => row.levyRupiah))).toBe((accepted * 50n) / 10_000n);
  expect(sumOf(shares.map((row) => row.feeRupiah))).toBe((accepted * 100n) / 10_000n);
  for (const row of shares)
    expect(row.netRupiah).toBe(row.grossRupiah - row.freightRupiah - row.levyRupiah - row.feeRupiah);
  await pay(deal, invoiceId, accepted);
  expect(await balanceOf(deal.hub.id, "cash")).toBe(accepted);
  await provenAfter("split");

  // The refund: two more crates turn out bad after everything was paid.
  const disputeId = await open(deal, first.shipmentId, { cause: "quality", grams: 2n * CRATE });
  await hearKoperasi(deal.town.callOf(deal.hub.head), { disputeId, note: "Mohon keterangan mutu" });
  const chair = deal.koperasi.find(({ id }) => id === first.koperasiId)?.chair;
  if (!chair) throw new Error("the koperasi is there");
  await answerDispute(deal.town.callOf(chair), { disputeId, isAccepted: true, note: "Benar demikian" });
  await decideDispute(deal.town.callOf(deal.hub.head), await decision(deal, disputeId, null, "origin"));
  await settle(deal, disputeId);
  const refund = (await hubPayables(deal.hub.id)).find((row) => row.to === "refund");
  expect(refund).toMatchObject({ dueRupiah: 2n * PRICE });
  await paidOut(deal, { to: "refund", refundId: refund?.id ?? "" }, "TRF-BALIK");
  expect(await balanceOf(deal.hub.id, "cash")).toBe(accepted - 2n * PRICE);
  await provenAfter("refund");

  // The payout: what it sold and was accepted for good, less the levy and fee that were taken of it.
  const statement = { to: "statement", statementId: one.id } as const;
  const share = one.netRupiah - 2n * PRICE;
  const payoutId = await paidOut(deal, statement, "TRF-KOP-1");
  expect(await balanceOf(deal.hub.id, "cash")).toBe(accepted - 2n * PRICE - share);
  expect(await balanceOf(first.koperasiId, "cash")).toBe(share);
  await provenAfter("payout");

  await returnPayout(deal.town.callOf(deal.hub.head), {
    payoutId,
    returnedOn: deal.town.today,
    reason: "Rekening tutup",
  });
  expect(await balanceOf(deal.hub.id, "cash")).toBe(accepted - 2n * PRICE);
  expect(await balanceOf(first.koperasiId, "cash")).toBe(0n);
  await provenAfter("returned payout");

  await paidOut(deal, statement, "TRF-KOP-2");
  await paidOut(deal, { to: "statement", statementId: of(second.koperasiId).id }, "TRF-KOP-3");
  // Nobody owes anything but freight and levy, which the trade center holds, and its fee.
  const held = sumOf(shares.map((row) => row.freightRupiah + row.levyRupiah + row.feeRupiah));
  expect(await balanceOf(deal.hub.id, "cash")).toBe(held);
  for (const { id } of [deal.buyer, ...deal.koperasi]) {
    expect(await balanceOf(id, "receivable")).toBe(0n);
    expect(await balanceOf(id, "payable")).toBe(0n);
  }
  await provenAfter("payout again");
  const tomorrow = { ...deal.town.systemCall(), at: new Date(deal.town.at.getTime() + 24 * 3_600_000) };
  await sealDay(tomorrow, { day: deal.town.today });
  await provenAfter("the day's seal");
});
