import { expect, test } from "vitest";
import { releaseShare } from "#app/modules/allotment/release-share.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { draftCallOffInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { driveOf } from "#app/modules/shipments/drive-reads.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { lowerShare } from "#app/modules/shipments/lower-share.server.ts";
import { markStop } from "#app/modules/shipments/mark-stop.server.ts";
import { planBestTrips } from "#app/modules/shipments/plan-best-trips.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { shareTruck } from "#app/modules/shipments/share-truck.server.ts";
import { tripById } from "#app/modules/shipments/trip-reads.server.ts";
import { vehicleCost } from "#app/modules/shipments/trips.ts";
import { truckMates, truckOffers } from "#app/modules/shipments/truck-reads.server.ts";
import { assertProofs, testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, depart, locked, trip, weigh } from "#tests/support/loads.ts";
import { lockedBeside, TRUCK_TERMS, truckOf, trucksTogether } from "#tests/support/trucks.ts";

// Goal: call-offs that go the same way on one day go in one truck, whose cost is borne to the rupiah, and each keeps its papers,
// its buyer's eyes and its money. Method: whole stories through commands; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 12 });

const TERMS = TRUCK_TERMS;

const share = trucksTogether;

async function shown(deal: Deal, tripId: string) {
  const found = await tripById(deal.hub.id, tripId);
  if (!found) throw new Error("the trip is there");
  return found;
}

async function handOver(deal: Deal, tripId: string): Promise<void> {
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId,
    receiverName: "Pak Budi",
    lines: (await shown(deal, tripId)).shares.map((one) => ({
      shipmentId: one.shipmentId,
      deliveredBase: one.loadedBase.toString(),
    })),
  });
}

async function statementFreight(deal: Deal): Promise<bigint> {
  const { invoiceId } = await draftCallOffInvoice(deal.town.systemCall(), { callOffId: deal.callOffId });
  await issueInvoice(deal.town.callOf(deal.hub.cashier), { invoiceId: invoiceId ?? "" });
  const statements = await statementsOf(deal.hub.id, deal.callOffId);
  return statements.reduce((sum, one) => sum + one.freightRupiah, 0n);
}

test("two call-offs for two buyers go in one truck: one round, one seal, two manifests, and every rupiah of it is borne once", async () => {
  const first = await locked(database, [100, 60], { freightPaidBy: "seller" });
  const second = await lockedBeside(database, first, 40, { freightPaidBy: "seller" });
  const vehicleId = await truckOf(first);
  const [a, b] = [await trip(first), await trip(second)];
  expect([a.trip.vehicleId, b.trip.vehicleId]).toEqual([vehicleId, null]);
  expect(await truckOffers((await first.town.hub()).id, second.callOffId)).toEqual([]);
  const [offer] = await truckOffers(first.hub.id, second.callOffId);
  expect(offer).toMatchObject({ tripId: b.trip.id, base: 240n * 15_000n });
  const stranger = { ...first, hub: await first.town.hub() };
  expect(await codeOf(share(stranger, b.trip.id, a.trip.id))).toBe("shipments.tripMissing");
  expect(
    await codeOf(
      shareTruck(first.town.callOf(first.buyer.warehouse), { tripId: b.trip.id, withTripId: a.trip.id }),
    ),
  ).toBe("shipments.tripMissing");
  expect(await codeOf(share(first, a.trip.id, b.trip.id))).toBe("shipments.truckNeedsVehicle");
  await share(first, b.trip.id, a.trip.id);
  expect(await codeOf(share(first, b.trip.id, a.trip.id))).toBe("shipments.truckShared");
  await assertProofs(database.url);
  const [together, along] = [await shown(first, a.trip.id), await shown(first, b.trip.id)];
  const whole = vehicleCost({ id: vehicleId, payloadGrams: 0n, ...TERMS }, together.trip.metres ?? 0);
  expect(together.trip.costRupiah + along.trip.costRupiah).toBe(whole);
  expect(whole).toBe(offer?.togetherRupiah);
  // A buyer sees how its own goods travel, and nothing of the others.
  expect((await truckMates(first.hub.id, a.trip.id)).map((mate) => mate.trip.id)).toEqual([b.trip.id]);
  expect(await truckMates(first.buyer.id, a.trip.id)).toEqual([]);
  expect(await tripById(first.buyer.id, b.trip.id)).toBeNull();
  expect(together.utilisation).toBeNull();

  const token = await openLinkToken(first.hub.id, { purpose: "drive", subjectId: b.trip.id }, first.town.at);
  const driver = await linkHolder(token ?? "", first.town.at);
  if (!driver) throw new Error("the link opens");
  const drive = await driveOf(driver.actor);
  expect(drive?.stops.map((stop) => stop.kind)).toEqual([
    "pickup",
    "pickup",
    "pickup",
    "gate",
    "dropoff",
    "dropoff",
  ]);
  const loads = Object.fromEntries(
    drive?.stops.map((stop) => [stop.organisationId, stop.loads.length]) ?? [],
  );
  expect(loads[first.koperasi[0]?.id ?? ""], "one koperasi has goods for both").toBe(2);
  expect([loads[first.buyer.id], loads[second.buyer.id]]).toEqual([2, 2]);

  for (const one of together.shares) await weigh(first, one.shipmentId, one.promisedBase);
  expect(await codeOf(depart(first, a.trip.id))).toBe("shipments.notWeighedIn");
  const absent = along.shares.map((one) => one.shipmentId);
  expect(await codeOf(depart(first, a.trip.id, { leaveBehind: absent }))).toBe("shipments.nothingWeighedOf");
  for (const one of along.shares) await weigh(second, one.shipmentId, one.promisedBase - 15_000n);
  await depart(first, b.trip.id);
  const left = [await shown(first, a.trip.id), await shown(first, b.trip.id)];
  expect(left.map((one) => [one.trip.state, one.trip.sealNumber])).toEqual([
    ["departed", "SGL-1"],
    ["departed", "SGL-1"],
  ]);
  expect(left.reduce((sum, one) => sum + one.trip.costRupiah, 0n)).toBe(whole);
  expect(left[1]?.trip.costRupiah, "less was loaded of it than planned").toBeLessThan(along.trip.costRupiah);
  const papersOf = (readerId: string) => documentsAbout(readerId, [a.trip.id, b.trip.id]);
  expect((await papersOf(first.buyer.id)).map((paper) => paper.subjectId)).toEqual([a.trip.id]);
  expect((await papersOf(second.buyer.id)).map((paper) => paper.subjectId)).toEqual([b.trip.id]);

  await markStop(
    { actor: driver.actor, at: first.town.at, key: null, causation: null },
    { place: "dropoff", organisationId: second.buyer.id, deed: "arrived" },
  );
  const arrived = await database.sql`
    select trip_id, count(arrived_at)::int as there from shipments
    where trip_id in (${a.trip.id}, ${b.trip.id}) group by trip_id`;
  expect(new Map(arrived.map((row) => [row["trip_id"], row["there"]]))).toEqual(
    new Map([
      [a.trip.id, 0],
      [b.trip.id, 2],
    ]),
  );
  await handOver(first, a.trip.id);
  expect((await shown(first, b.trip.id)).trip.state, "each buyer signs for itself").toBe("departed");
  await handOver(second, b.trip.id);
  expect((await statementFreight(first)) + (await statementFreight(second))).toBe(whole);
});

test("what does not fit stays apart; who leaves a shared truck leaves the vehicle to the others, and a share given back leaves nobody behind", async () => {
  const first = await locked(database, [100, 60]);
  const second = await lockedBeside(database, first, 40);
  const third = await lockedBeside(database, first, 30, { destinationRegionCode: "62.71" });
  const later = await lockedBeside(database, first, 5, {
    deliveryDay: new Date(Date.parse(first.town.today) + 6 * 86_400_000).toISOString().slice(0, 10),
  });
  const vehicleId = await truckOf(first, "3300000");
  const [a, b, far, late] = [await trip(first), await trip(second), await trip(third), await trip(later)];
  expect(await codeOf(share(first, far.trip.id, a.trip.id))).toBe("shipments.truckOtherWay");
  expect(await codeOf(share(first, late.trip.id, a.trip.id))).toBe("shipments.truckOtherWay");
  expect(await codeOf(share(first, b.trip.id, a.trip.id)), "3.6 t on 3.3 t").toBe("shipments.overPayload");
  expect(await truckOffers(first.hub.id, second.callOffId)).toEqual([]);
  await database.sql`update vehicles set payload_grams = 8000000 where id = ${vehicleId}`;
  await share(first, b.trip.id, a.trip.id);

  // A koperasi gives ten crates back: its call-off stays on the truck, whose round and cost follow.
  const before = await shown(first, b.trip.id);
  const [given] = await database.sql`
    select id, koperasi_id from allotments where call_off_id = ${second.callOffId} and state = 'accepted' order by id limit 1`;
  const giver = second.koperasi.find((one) => one.id === given?.["koperasi_id"]);
  if (!giver) throw new Error("somebody accepted");
  const allotmentId = String(given?.["id"]);
  await releaseShare(first.town.callOf(giver.chair), { allotmentId, keptPacks: "30", reason: "Ayam sakit" });
  await lowerShare(first.town.systemCall(), { allotmentId });
  await planBestTrips(first.town.systemCall(), { callOffId: second.callOffId });
  const after = await shown(first, b.trip.id);
  expect(after.trip).toMatchObject({ vehicleId, leadId: a.trip.id });
  expect(after.loadBase).toBe(before.loadBase - 150_000n);
  expect(after.trip.costRupiah).toBeLessThan(before.trip.costRupiah);

  // The one that leads is called back: the other keeps the vehicle, alone.
  await cancelCallOff(first.town.callOf(first.hub.contracts), {
    callOffId: first.callOffId,
    reason: "Pembeli menunda",
  });
  const alone = await shown(first, b.trip.id);
  expect(alone.trip).toMatchObject({ vehicleId, leadId: null, state: "planned" });
  expect(alone.trip.costRupiah).toBe(
    vehicleCost({ id: vehicleId, payloadGrams: 0n, ...TERMS }, alone.trip.metres ?? 0),
  );
  await assertProofs(database.url);

  // Planned anew for itself, a trip goes apart from the one that it shared with.
  const fourth = await lockedBeside(database, first, 20);
  const d = await trip(fourth);
  await share(first, d.trip.id, b.trip.id);
  await planTrip(first.town.callOf(first.hub.logistics), { callOffId: second.callOffId });
  expect((await shown(first, d.trip.id)).trip).toMatchObject({ vehicleId, leadId: null });
  expect((await shown(first, b.trip.id)).trip).toMatchObject({ vehicleId: null, leadId: null });
});
