import { afterAll, expect, test } from "vitest";
import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { contractMonthsOf } from "#app/modules/contracts/contract-reads.server.ts";
import { billableCallOff } from "#app/modules/invoicing/billable-reads.server.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { closeConsolidationThread } from "#app/modules/shipments/consolidate-in-thread.server.ts";
import { giveUpTrip } from "#app/modules/shipments/give-up-trip.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { planBestTrips } from "#app/modules/shipments/plan-best-trips.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { planTrips } from "#app/modules/shipments/plan-trips.server.ts";
import { tripProposals } from "#app/modules/shipments/trip-proposal-reads.server.ts";
import { tripById, tripsOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";
import { assertProofs, testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, depart, locked, weigh } from "#tests/support/loads.ts";
import { drawnUp } from "#tests/support/rounds.ts";

const database = await testDatabase({ poolSize: 12 });
afterAll(closeConsolidationThread);

function fleetOf(deal: Deal) {
  const add = (mark: string, kg: number, perKm: number, more: object = {}) =>
    addVehicle(deal.town.callOf(deal.hub.logistics), {
      kind: "CDD",
      plate: `AG ${mark} ${deal.hub.shortName}`,
      payloadGrams: (kg * 1_000).toString(),
      costRupiahPerKm: perKm.toString(),
      costRupiahMin: "0",
      ...more,
    });
  return add;
}

/** One more call-off of which its one koperasi takes all, with the shares fixed. */
async function lockedToo({ town, hub, koperasi }: Deal, callOffId: string): Promise<void> {
  const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
  await publishAllotment(town.callOf(hub.head), { roundId });
  const [one] = koperasi;
  const { rows } = await sharesToAnswer(one?.id ?? "", { limit: 1 });
  const share = rows[0]?.allotment;
  if (!one || !share) throw new Error("there is a share to answer");
  await answerAllotment(town.callOf(one.chair), { allotmentId: share.id, acceptedPacks: share.packs });
  await lockCallOff(town.callOf(hub.logistics), { callOffId });
}

const tripsOf = (proposal: Awaited<ReturnType<typeof tripProposals>>[number] | undefined) =>
  (proposal?.trips ?? []).map((trip) => ({
    vehicleId: trip.vehicleId ?? undefined,
    shipmentIds: [...trip.loadIds],
  }));

test("10 tonnes that no vehicle carries go on two trips, each weighed, sent and handed over; the last one closes the call-off", async () => {
  const deal = await locked(database, [300, 200, 167]);
  const logistics = () => deal.town.callOf(deal.hub.logistics);
  const add = fleetOf(deal);
  const [five, eight] = [await add("1", 5_000, 6_000), await add("2", 8_000, 9_500)];
  await add("3", 400, 1);
  const strangers = await locked(database, [10]);
  expect(await tripProposals(strangers.hub.id, deal.callOffId)).toEqual([]);
  const { tripIds } = await planBestTrips(deal.town.systemCall(), { callOffId: deal.callOffId });
  expect(tripIds).toHaveLength(2);
  const planned = await tripsOfCallOff(deal.hub.id, deal.callOffId);
  expect(planned.map(({ trip }) => trip.vehicleId).sort()).toEqual([five.vehicleId, eight.vehicleId].sort());
  for (const { loadBase, payloadGrams } of planned) expect(loadBase <= (payloadGrams ?? 0n)).toBe(true);
  const freight = planned.reduce((sum, { trip }) => sum + trip.costRupiah, 0n);
  const shared = planned.flatMap(({ shares }) => shares).map((share) => share.costRupiah);
  expect(shared.reduce((sum, part) => sum + part, 0n)).toBe(freight);
  // A lighter load on a dearer truck costs the same per kg·km as one on the other.
  expect(planned.every(({ trip }) => (trip.metres ?? 0) > 0 && (trip.drivingMinutes ?? 0) > 0)).toBe(true);
  const [first, second] = planned;
  if (!first || !second) throw new Error("two trips");
  for (const share of first.shares) await weigh(deal, share.shipmentId, share.promisedBase);
  await depart(deal, first.trip.id);
  await assertProofs(database.url);
  // What has not left can be planned anew, and only that.
  const [again] = await tripProposals(deal.hub.id, deal.callOffId);
  expect(again?.trips.flatMap((trip) => trip.loadIds).sort()).toEqual(
    second.shares.map((share) => share.shipmentId).sort(),
  );
  await planTrips(logistics(), { callOffId: deal.callOffId, trips: tripsOf(again) });
  const handOver = async (tripId: string) => {
    const shown = await tripById(deal.hub.id, tripId);
    await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
      tripId,
      receiverName: "Pak Budi",
      lines: (shown?.shares ?? []).map((share) => ({
        shipmentId: share.shipmentId,
        deliveredBase: share.loadedBase.toString(),
      })),
    });
  };
  await handOver(first.trip.id);
  expect((await callOffById(deal.hub.id, deal.callOffId))?.callOff.state).toBe("locked");
  expect(await billableCallOff(deal.callOffId)).toBeNull();
  const rest = (await tripsOfCallOff(deal.hub.id, deal.callOffId)).find(
    ({ trip }) => trip.state === "planned",
  );
  if (!rest) throw new Error("the second trip waits");
  for (const share of rest.shares) await weigh(deal, share.shipmentId, share.promisedBase - 15_000n);
  await depart(deal, rest.trip.id);
  await handOver(rest.trip.id);
  expect((await callOffById(deal.hub.id, deal.callOffId))?.callOff.state).toBe("closed");
  const billable = await billableCallOff(deal.callOffId);
  expect(billable?.lines).toHaveLength(3);
  expect(billable?.delivered.every((line) => line.freightWeight > 0n)).toBe(true);
  const all = await tripsOfCallOff(deal.hub.id, deal.callOffId);
  expect(billable?.tripCostRupiah).toBe(all.reduce((sum, { trip }) => sum + trip.costRupiah, 0n));
  const drawn = 667n * 15_000n - BigInt(rest.shares.length) * 15_000n;
  expect(await contractMonthsOf(deal.hub.id, deal.contractId)).toMatchObject([{ drawnBase: drawn }]);
});

test("a plan by hand is held to payload, temperature, hours, one trip a vehicle and every share once", async () => {
  const deal = await locked(database, [200, 100]);
  const add = fleetOf(deal);
  const [big, small, far] = [
    await add("1", 5_000, 6_000),
    await add("2", 2_000, 5_000),
    await add("3", 5_000, 10, { drivingMinutesMax: 30 }),
  ];
  await planTrip(deal.town.systemCall(), { callOffId: deal.callOffId, vehicleId: big.vehicleId });
  // The first stands half a degree away: more than an hour's drive.
  await database.sql`update organisations set latitude = -7.6, longitude = 112.16 where id = ${deal.koperasi[0]?.id ?? ""}`;
  const [standing] = await tripsOfCallOff(deal.hub.id, deal.callOffId);
  const ids = (standing?.shares ?? [])
    .toSorted((a, b) => Number(b.promisedBase - a.promisedBase))
    .map((share) => share.shipmentId);
  const [heavy, light] = [ids[0] ?? "", ids[1] ?? ""];
  const plan = (trips: { vehicleId?: string; shipmentIds: string[] }[], by = deal.hub.logistics) =>
    codeOf(planTrips(deal.town.callOf(by), { callOffId: deal.callOffId, trips }));
  expect(await plan([{ ...small, shipmentIds: ids }])).toBe("shipments.overPayload");
  expect(await plan([{ ...small, shipmentIds: [light] }])).toBe("shipments.sharesDiffer");
  expect(await plan([{ ...big, shipmentIds: [heavy, heavy] }])).toBe("shipments.sharesDiffer");
  expect(
    await plan([
      { ...big, shipmentIds: [heavy] },
      { ...big, shipmentIds: [light] },
    ]),
  ).toBe("shipments.vehicleTwice");
  expect(await plan([{ ...big, shipmentIds: ids }], deal.hub.cashier)).toBe("shipments.forbidden");
  expect(await plan([{ ...big, shipmentIds: ids }], deal.koperasi[0]?.chair)).toBe(
    "contracts.callOffMissing",
  );
  // Half an hour at the wheel is not enough to fetch; the proposals do not send him either.
  expect(await plan([{ ...far, shipmentIds: ids }])).toBe("shipments.drivingTooLong");
  const proposals = await tripProposals(deal.hub.id, deal.callOffId);
  expect(proposals.flatMap(({ trips }) => trips.map((trip) => trip.vehicleId))).not.toContain(far.vehicleId);
  // A koperasi that closes before any truck can come is fetched by none of the trade center's.
  const koperasiId = deal.koperasi[0]?.id ?? "";
  await database.sql`insert into pickup_windows (organisation_id, opens_minute, closes_minute, kept_at)
    values (${koperasiId}, 0, 300, now())`;
  expect(await plan([{ ...big, shipmentIds: ids }])).toBe("shipments.outsideWindow");
  expect(await plan([{ ...small, shipmentIds: [light] }, { shipmentIds: [heavy] }])).toBe("done");
  const trips = await tripsOfCallOff(deal.hub.id, deal.callOffId);
  expect(trips.map(({ trip }) => trip.vehicleId).sort()).toEqual([small.vehicleId, null].sort());
  expect(trips[0]?.trip.id).toBe(standing?.trip.id);
  // Eggs bear an open bed, but this call-off asks for a cooled vehicle: by hand and by itself none other is sent.
  await database.sql`update call_offs set cooling = 'cool' where id = ${deal.callOffId}`;
  const cold = await add("4", 5_000, 9_000, { body: "insulated" });
  expect(await plan([{ ...small, shipmentIds: [light] }, { shipmentIds: [heavy] }])).toBe(
    "shipments.tooWarm",
  );
  expect(await plan([{ ...cold, shipmentIds: [light] }, { shipmentIds: [heavy] }])).toBe("done");
  const cooled = (await tripProposals(deal.hub.id, deal.callOffId)).flatMap(({ trips: all }) => all);
  expect(new Set(cooled.map((trip) => trip.vehicleId))).toEqual(new Set([cold.vehicleId, null]));
});

test("a vehicle is planned for one trip a day, whoever asks first", async () => {
  const deal = await locked(database, [100]);
  const { vehicleId } = await fleetOf(deal)("1", 5_000, 6_000);
  const other = await deal.town.callOff(deal.hub, deal.contractId, { packs: 100 });
  const [koperasi] = deal.koperasi;
  if (!koperasi) throw new Error("one shares");
  await deal.town.sharer(deal.hub, other, koperasi, { packsMax: 100, weight: 1 });
  await lockedToo(deal, other);
  const plan = (callOffId: string) =>
    codeOf(planTrip(deal.town.callOf(deal.hub.logistics), { callOffId, vehicleId }));
  const outcomes = await Promise.all([plan(deal.callOffId), plan(other)]);
  expect(outcomes.sort()).toEqual(["done", "shipments.vehicleBusy"]);
});

test("a trip to which nobody comes is given up once another has left, and the call-off ends without it", async () => {
  const deal = await locked(database, [300, 200]);
  const add = fleetOf(deal);
  const [a, b] = [await add("1", 5_000, 6_000), await add("2", 5_000, 6_000)];
  await planTrip(deal.town.systemCall(), { callOffId: deal.callOffId });
  const [one] = await tripsOfCallOff(deal.hub.id, deal.callOffId);
  const [here, absent] = (one?.shares ?? []).map((share) => share.shipmentId);
  await planTrips(deal.town.callOf(deal.hub.logistics), {
    callOffId: deal.callOffId,
    trips: [
      { ...a, shipmentIds: [here ?? ""] },
      { ...b, shipmentIds: [absent ?? ""] },
    ],
  });
  const trips = await tripsOfCallOff(deal.hub.id, deal.callOffId);
  const [leaving, staying] = [here, absent].map(
    (id) => trips.find(({ shares }) => shares[0]?.shipmentId === id)?.trip.id ?? "",
  );
  const giveUp = (tripId: string) =>
    codeOf(giveUpTrip(deal.town.callOf(deal.hub.logistics), { tripId, reason: "Banjir" }));
  expect(await giveUp(staying ?? "")).toBe("shipments.callBackInstead");
  await weigh(deal, here ?? "", 3_000_000n);
  expect(await giveUp(leaving ?? "")).toBe("shipments.callBackInstead");
  await depart(deal, leaving ?? "");
  const shown = await tripById(deal.hub.id, leaving ?? "");
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: leaving ?? "",
    receiverName: "Pak Budi",
    lines: [{ shipmentId: here ?? "", deliveredBase: (shown?.loadBase ?? 0n).toString() }],
  });
  expect(await giveUp(staying ?? "")).toBe("done");
  expect((await callOffById(deal.hub.id, deal.callOffId))?.callOff.state).toBe("closed");
  const states = await database.sql`select state from allotments where call_off_id = ${deal.callOffId}`;
  expect(states.map((row) => row["state"]).sort()).toEqual(["broken", "fulfilled"]);
});
