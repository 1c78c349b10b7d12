import { expect, test } from "vitest";
import { correctTripCost } from "#app/modules/invoicing/correct-trip-cost.server.ts";
import { correctTruckCost } from "#app/modules/invoicing/correct-truck-cost.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { invoiceVisibleTo, statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { leftOf, standingOf } from "#app/modules/invoicing/standing.ts";
import { balancesOf } from "#app/modules/ledger/ledger-reads.server.ts";
import { hubPayables } from "#app/modules/payments/payable-reads.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { tripById } from "#app/modules/shipments/trip-reads.server.ts";
import { claimsOn, payInvoice } from "#tests/support/claims.ts";
import { assertProofs, testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, depart, locked, trip, weigh } from "#tests/support/loads.ts";
import { lockedBeside, truckOf, trucksTogether } from "#tests/support/trucks.ts";

// Goal: what a trip cost is put right after its call-off was invoiced and paid, by entries, to the rupiah, and the same for a
// whole truck. Method: whole stories through commands; `freight-corrected.sql` and the proofs of the books run on each.
const database = await testDatabase({ poolSize: 12 });
const { delivered, invoiced, payout } = claimsOn(database);

const correct = (deal: Deal, tripId: string, costRupiah: bigint, whole = false) =>
  codeOf(
    (whole ? correctTruckCost : correctTripCost)(deal.town.callOf(deal.hub.logistics), {
      tripId,
      costRupiah: costRupiah.toString(),
      reason: "Nota solar menyusul",
    }),
  );

const standing = async (deal: Deal) => (await statementsOf(deal.hub.id, deal.callOffId)).map(standingOf);

async function freightOf(deal: Deal): Promise<bigint> {
  return (await standing(deal)).reduce((sum, one) => sum + one.freightRupiah, 0n);
}

test("a cost put right after koperasi were paid is an entry: more is set off or owed, less is paid out, and nothing written changes", async () => {
  const deal = await locked(database, [40, 20], { freightPaidBy: "seller" });
  const { trip: gone } = await delivered(deal);
  const invoiceId = await invoiced(deal);
  const written = await statementsOf(deal.hub.id, deal.callOffId);
  await payout(deal, written[0]?.id ?? "");
  const cost = gone.costRupiah;
  expect(await correct(deal, gone.id, cost)).toBe("invoicing.costSame");
  expect(await correct(deal, gone.id, 900_000_000n)).toBe("invoicing.deductionsExceed");
  expect(await correct(deal, gone.id, cost + 100_001n)).toBe("done");
  expect(await freightOf(deal)).toBe(cost + 100_001n);
  const dearer = await statementsOf(deal.hub.id, deal.callOffId);
  expect(dearer.map((row) => [row.netRupiah, row.freightRupiah])).toEqual(
    written.map((row) => [row.netRupiah, row.freightRupiah]),
  );
  // Who was paid has got too much and is set off later; the other is simply paid less.
  expect(dearer.map((row) => leftOf(row) < 0n)).toEqual([true, false]);
  await assertProofs(database.url);
  expect(await correct(deal, gone.id, cost - 7n)).toBe("done");
  expect(await freightOf(deal)).toBe(cost - 7n);
  const [first, second] = await statementsOf(deal.hub.id, deal.callOffId);
  const due = new Map((await hubPayables(deal.hub.id)).map((row) => [row.id, row.dueRupiah]));
  expect(due.get(second?.id ?? "")).toBe(second && leftOf(second));
  // Seven rupiah less for two: whoever was paid gets its part of them.
  expect(first && leftOf(first)).toBeGreaterThan(0n);
  expect(due.get(first?.id ?? "")).toBe(first && leftOf(first));
  for (const one of await statementsOf(deal.hub.id, deal.callOffId)) {
    const books = await balancesOf(deal.hub.id, ["payable"], one.koperasiId);
    expect(books.get("payable")).toBe(-leftOf(one));
  }
  expect(
    await codeOf(
      creditInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId, reason: "Salah semua dari awal" }),
    ),
  ).not.toBe("done");
  await expect(
    database.sql`update freight_corrections set amount_rupiah = amount_rupiah + 1`,
  ).rejects.toThrow(/append-only/);
  await expect(
    database.sql`with c as (insert into trip_cost_corrections (id, trip_id, was_rupiah, is_rupiah, reason, corrected_at)
        values ('tcc_x', ${gone.id}, 5, 7, 'uji', now()) returning id)
      insert into freight_corrections (id, correction_id, statement_id, amount_rupiah)
      select 'frc_x', c.id, ${first?.id ?? ""}, 1 from c`,
  ).rejects.toThrow(/come to 1 and not to 2/);
});

test("freight that the buyer was charged is not corrected behind its back", async () => {
  const deal = await locked(database, [10], { freightPaidBy: "buyer" });
  const { trip: gone } = await delivered(deal);
  const invoiceId = await invoiced(deal);
  expect(await correct(deal, gone.id, gone.costRupiah + 1n)).toBe("invoicing.costInvoiced");
  expect((await tripById(deal.hub.id, gone.id))?.trip.costRupiah).toBe(gone.costRupiah);

  // While nothing is paid the invoice is taken back, and the next one charges what the trip cost in truth.
  await creditInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId, reason: "Ongkos keliru" });
  expect(await correct(deal, gone.id, gone.costRupiah + 7_000n)).toBe("done");
  const again = await invoiced(deal);
  const shown = await invoiceVisibleTo(deal.buyer.id, again);
  expect(shown).toMatchObject({ freightRupiah: gone.costRupiah + 7_000n });
  // Once something is paid the buyer keeps to it, and nothing is changed.
  await payInvoice(deal, again, 1_000n);
  expect(await correct(deal, gone.id, gone.costRupiah)).toBe("invoicing.costPaid");
  expect((await tripById(deal.hub.id, gone.id))?.trip.costRupiah).toBe(gone.costRupiah + 7_000n);
  expect(await invoiceVisibleTo(deal.buyer.id, again)).toMatchObject({
    freightRupiah: gone.costRupiah + 7_000n,
  });
});

test("a whole truck is put right at once: both call-offs, one invoiced and one not, bear their part of it to the rupiah", async () => {
  const first = await locked(database, [100, 60], { freightPaidBy: "seller" });
  const second = await lockedBeside(database, first, 40, { freightPaidBy: "seller" });
  await truckOf(first);
  const [a, b] = [await trip(first), await trip(second)];
  await trucksTogether(first, b.trip.id, a.trip.id);
  const shown = async (tripId: string) => {
    const found = await tripById(first.hub.id, tripId);
    if (!found) throw new Error("the trip is there");
    return found;
  };
  for (const deal of [a, b])
    for (const share of (await shown(deal.trip.id)).shares)
      await weigh(first, share.shipmentId, share.promisedBase);
  await depart(first, a.trip.id);
  const handOver = async (deal: Deal, tripId: string) =>
    handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
      tripId,
      receiverName: "Pak Budi",
      lines: (await shown(tripId)).shares.map((one) => ({
        shipmentId: one.shipmentId,
        deliveredBase: one.loadedBase.toString(),
      })),
    });
  await handOver(first, a.trip.id);
  expect(await correct(first, a.trip.id, 5_000_001n, true)).toBe("invoicing.truckOnItsWay");
  await handOver(second, b.trip.id);
  await invoiced(first);
  expect(await correct(first, b.trip.id, 5_000_001n, true)).toBe("done");
  expect(await correct(first, a.trip.id, 5_000_001n, true)).toBe("invoicing.costSame");
  const [one, other] = [await shown(a.trip.id), await shown(b.trip.id)];
  expect(one.trip.costRupiah + other.trip.costRupiah).toBe(5_000_001n);
  expect(await freightOf(first)).toBe(one.trip.costRupiah);
  await invoiced(second);
  expect(await freightOf(second)).toBe(other.trip.costRupiah);
  expect(await correct(first, a.trip.id, 4_999_998n, true)).toBe("done");
  expect((await freightOf(first)) + (await freightOf(second))).toBe(4_999_998n);
});
