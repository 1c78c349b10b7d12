import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { cancelRide } from "#app/modules/shipments/cancel-ride.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { driveOf } from "#app/modules/shipments/drive-reads.server.ts";
import { leaveRide } from "#app/modules/shipments/leave-ride.server.ts";
import { markStop } from "#app/modules/shipments/mark-stop.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { openDays, rideById } from "#app/modules/shipments/ride-reads.server.ts";
import { shipmentById } from "#app/modules/shipments/shipment-reads.server.ts";
import { takeMarkBack } from "#app/modules/shipments/take-mark-back.server.ts";
import { assertProofs, testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { type Counted, type Road, road, standingDelivery } from "#tests/support/rides.ts";
import { type Kitchen, type Koperasi, world } from "#tests/support/world.ts";

// Goal: a ride has a driver's page like a trip, carries what is counted beside what is weighed, and can be put right before it
// leaves. Method: whole stories through commands; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 12 });
const PNG = new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
const MILK: Counted = { commodityCode: "SUS", gradeCode: "A", unit: "dus 40", basePerUnit: "40", packs: 10 };
const SPICE: Counted = {
  commodityCode: "BBU",
  gradeCode: "A",
  unit: "renceng 12",
  basePerUnit: "12",
  packs: 5,
};

async function driverOf({ town, carrier }: Road, rideId: string) {
  const token = await openLinkToken(carrier.id, { purpose: "drive", subjectId: rideId }, town.at);
  const holder = await linkHolder(token ?? "", town.at);
  if (!holder) throw new Error("the link opens");
  return { actor: holder.actor, at: town.at, key: null, causation: null };
}

async function leave({ town }: Road, seller: Koperasi, shipmentId: string): Promise<void> {
  const lines = (await shipmentById(seller.id, shipmentId))?.lines ?? [];
  await dispatchShipment(town.callOf(seller.warehouse), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 0000 XF",
    lines: lines.map((line) => ({ shipmentLineId: line.id, loadedBase: line.promisedBase.toString() })),
  });
}

async function receive({ town }: Road, kitchen: Kitchen, shipmentId: string): Promise<void> {
  const lines = (await shipmentById(kitchen.id, shipmentId))?.lines ?? [];
  await receiveShipment(town.callOf(kitchen.field), {
    shipmentId,
    receiverName: "Bu Sri",
    lines: lines.map((line) => ({ shipmentLineId: line.id, deliveredBase: line.promisedBase.toString() })),
  });
}

test("boxes ride beside kilograms by the weight of their pack; where no weight is known the refusal names the goods", async () => {
  const there = await road(world(database), 0);
  const { town, carrier, near, far, kitchens } = there;
  const own = await standingDelivery(town, carrier, kitchens[0], { kg: 120 });
  const milk = await standingDelivery(town, near, kitchens[0], { counted: MILK });
  await standingDelivery(town, far, kitchens[1], { counted: SPICE });
  const { rideId, asked } = await there.open();
  // Spice in strings has no known weight: its koperasi is not asked, and nobody hears why.
  expect(asked).toBe(1);
  await there.answer(near, true);
  const ride = await rideById(carrier.id, rideId);
  expect(new Map(ride?.places.map((place) => [place.shipmentId, place.base]))).toEqual(
    new Map([
      [own, 120_000n],
      [milk, 57_000n],
    ]),
  );
  expect(sumOf((ride?.places ?? []).map((place) => place.payRupiah ?? 0n))).toBe(ride?.ride.costRupiah);
  const spiced = await road(world(database), 9);
  await standingDelivery(spiced.town, spiced.carrier, spiced.kitchens[0], { kg: 120 });
  await standingDelivery(spiced.town, spiced.carrier, spiced.kitchens[1], { counted: SPICE });
  await standingDelivery(spiced.town, spiced.near, spiced.kitchens[0], { kg: 80 });
  expect(await openDays(spiced.carrier.id, spiced.town.today)).toMatchObject([
    { deliveries: 2, grams: 120_000n, unweighed: ["Bumbu instan"] },
  ]);
  await expect(spiced.open()).rejects.toMatchObject({
    code: "shipments.rideNoWeight",
    params: { goods: "Bumbu instan" },
  });
});

test("the driver of a ride has one page: every stop, ticked once, a wrong tick taken back, and the carrier sees it", async () => {
  const there = await road(world(database), 20);
  const { town, carrier, near, far, kitchens } = there;
  const own = await standingDelivery(town, carrier, kitchens[0], { kg: 120 });
  const theirs = await standingDelivery(town, near, kitchens[0], { kg: 80 });
  await standingDelivery(town, far, kitchens[1], { kg: 60 });
  const { rideId } = await there.open();
  const subject = { purpose: "drive" as const, subjectId: rideId };
  expect(await openLinkToken(carrier.id, subject, town.at), "no page before it is fixed").toBeNull();
  await there.answer(near, true);
  await there.answer(far, true);
  const call = await driverOf(there, rideId);
  const drive = await driveOf(call.actor);
  expect(drive?.of).toBe("ride");
  expect(drive?.stops.map((stop) => [stop.kind, stop.loads.length])).toEqual(
    expect.arrayContaining([
      ["pickup", 1],
      ["dropoff", 2],
      ["dropoff", 1],
    ]),
  );
  const door = { place: "dropoff" as const, organisationId: kitchens[0].id };
  const yard = { place: "pickup" as const, organisationId: near.id };
  expect(await markStop(call, { ...yard, deed: "loaded", photo: PNG })).toMatchObject({ isNew: true });
  expect(await markStop(call, { ...yard, deed: "loaded" })).toMatchObject({ isNew: false });
  expect(await outcomeOf(markStop(call, { ...yard, round: 2, deed: "loaded" }))).toBe(
    "shipments.notYourStop",
  );
  // Loaded before he was there: the wrong button. Taken back once, and free to be said anew.
  expect(await outcomeOf(takeMarkBack(call, { ...yard, deed: "arrived" }))).toBe("shipments.nothingSaid");
  expect(await outcomeOf(takeMarkBack(town.callOf(carrier.warehouse), { ...yard, deed: "loaded" }))).toBe(
    "shipments.forbidden",
  );
  await takeMarkBack(call, { ...yard, deed: "loaded" });
  expect(await outcomeOf(takeMarkBack(call, { ...yard, deed: "loaded" }))).toBe("shipments.nothingSaid");
  await markStop(call, { ...yard, deed: "arrived" });
  await markStop(call, { ...yard, deed: "loaded" });
  expect(await outcomeOf(takeMarkBack(call, { ...yard, deed: "arrived" }))).toBe("shipments.markBuiltOn");
  await leave(there, carrier, own);
  await leave(there, near, theirs);
  const arrivedAt = async () => (await shipmentById(near.id, theirs))?.shipment.arrivedAt;
  await markStop(call, { ...door, deed: "arrived" });
  expect(await arrivedAt()).toEqual(town.at);
  await takeMarkBack(call, { ...door, deed: "arrived" });
  expect(await arrivedAt(), "its goods are not at the door after all").toBeNull();
  await markStop(call, { ...door, deed: "handed", signedName: "Bu Sri", signature: PNG });
  await receive(there, kitchens[0], theirs);
  expect(await outcomeOf(takeMarkBack(call, { ...door, deed: "handed" }))).toBe("shipments.markReceived");
  const said = (of: Awaited<ReturnType<typeof rideById>>) =>
    of?.stops.flatMap((stop) => stop.marks.map((mark) => [mark.deed, mark.signatureId !== null])) ?? [];
  expect(said(await rideById(carrier.id, rideId))).toEqual([
    ["arrived", false],
    ["loaded", false],
    ["handed", true],
  ]);
  // A passenger sees what was said at its own stops; the pictures are the carrier's.
  expect(said(await rideById(near.id, rideId))).toEqual([
    ["arrived", false],
    ["loaded", false],
    ["handed", false],
  ]);
  expect(said(await rideById(far.id, rideId))).toEqual([]);
  await expect(database.sql`update driver_marks set note = 'x' where ride_id = ${rideId}`).rejects.toThrow(
    /taken back/,
  );
});

test("before anything has left somebody is taken out: the round and the parts are planned anew, to the rupiah", async () => {
  const there = await road(world(database), 40);
  const { town, carrier, near, far, kitchens } = there;
  await standingDelivery(town, carrier, kitchens[0], { kg: 120 });
  const theirs = await standingDelivery(town, near, kitchens[0], { kg: 80 });
  const others = await standingDelivery(town, far, kitchens[1], { kg: 60 });
  const placeOf = async (who: Koperasi, rideId: string) =>
    (await rideById(who.id, rideId))?.ownPlaces[0]?.id ?? "";
  const out = async (by: Koperasi, ridePlaceId: string) =>
    outcomeOf(leaveRide(town.callOf(by.warehouse), { ridePlaceId, reason: "Barang belum siap" }));
  const first = await there.open();
  await there.answer(near, true);
  const nearPlace = await placeOf(near, first.rideId);
  expect(await out(carrier, nearPlace), "the carrier does not know yet who says yes").toBe(
    "shipments.rideMissing",
  );
  expect(await out(far, nearPlace)).toBe("shipments.rideMissing");
  // While the others are asked a yes can be taken back; with that nobody may be left.
  expect(await out(near, nearPlace)).toBe("done");
  expect(await out(near, nearPlace)).toBe("shipments.rideMoved");
  await there.answer(far, false);
  expect((await rideById(carrier.id, first.rideId))?.ride.state).toBe("cancelled");

  const second = await there.open();
  await there.answer(near, true);
  await there.answer(far, true);
  const places = new Map([
    [near.id, await placeOf(near, second.rideId)],
    [far.id, await placeOf(far, second.rideId)],
  ]);
  const before = await rideById(carrier.id, second.rideId);
  expect(await out(near, places.get(near.id) ?? ""), "the others count on it now").toBe(
    "shipments.rideCountsOnYou",
  );
  expect(await out(carrier, await placeOf(carrier, second.rideId))).toBe("shipments.rideCarrierStays");
  expect(await out(carrier, places.get(far.id) ?? "")).toBe("done");
  const after = await rideById(carrier.id, second.rideId);
  expect(after?.ride.state).toBe("fixed");
  expect(after?.ride.metres).toBeLessThanOrEqual(before?.ride.metres ?? 0);
  expect(sumOf((after?.places ?? []).map((place) => place.payRupiah ?? 0n))).toBe(after?.ride.costRupiah);
  const nearNow = after?.places.find((place) => place.koperasiId === near.id);
  expect(nearNow?.payRupiah).toBeLessThanOrEqual(nearNow?.quotedRupiah ?? 0n);
  expect(after?.stops.flatMap((stop) => stop.shipmentIds)).not.toContain(others);
  expect((await rideById(far.id, second.rideId))?.ownPlaces[0]).toMatchObject({
    state: "dropped",
    reason: "Barang belum siap",
    payRupiah: 0n,
  });
  await assertProofs(database.url);
  // The wheels turn: nobody steps back any more, and the page of the driver is closed with the ride.
  const call = await driverOf(there, second.rideId);
  const yard = { place: "pickup" as const, organisationId: near.id, deed: "arrived" as const };
  await markStop(call, yard);
  expect(await out(carrier, places.get(near.id) ?? "")).toBe("shipments.rideUnderWay");
  await takeMarkBack(call, yard);
  await leave(there, near, theirs);
  expect(await out(carrier, places.get(near.id) ?? "")).toBe("shipments.rideUnderWay");
  expect(
    await outcomeOf(
      cancelRide(town.callOf(carrier.warehouse), { rideId: second.rideId, reason: "Ban pecah" }),
    ),
  ).toBe("shipments.rideOnItsWay");
});
