import { expect, test } from "vitest";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { driveOf, marksOfTrip } from "#app/modules/shipments/drive-reads.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { markStop } from "#app/modules/shipments/mark-stop.server.ts";
import { tripById } from "#app/modules/shipments/trip-reads.server.ts";
import { weighIn } from "#app/modules/shipments/weigh-in.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, depart, locked, trip, weigh } from "#tests/support/loads.ts";

const database = await testDatabase({ poolSize: 12 });
const PNG = new Uint8Array(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
const HOUR_MS = 3_600_000;

async function driverOf(deal: Deal, tripId: string) {
  const subject = { purpose: "drive" as const, subjectId: tripId };
  const token = await openLinkToken(deal.hub.id, subject, deal.town.at);
  const holder = await linkHolder(token ?? "", deal.town.at);
  if (!holder) throw new Error("the link opens");
  return (at: Date = deal.town.at, key: string | null = null) => ({
    actor: holder.actor,
    at,
    key,
    causation: null,
  });
}

test("a driver goes along his stops: there, loaded, handed over with a name and a signature, each once", async () => {
  const deal = await locked(database, [100, 80]);
  const planned = await trip(deal);
  const call = await driverOf(deal, planned.trip.id);
  // The link is there as soon as the trip is planned: the stops come before the gate.
  const drive = await driveOf(call().actor);
  expect(drive?.stops.map((stop) => stop.kind)).toEqual(["pickup", "pickup", "gate", "dropoff"]);
  expect(drive?.stops.map((stop) => stop.loads.length)).toEqual([1, 1, 2, 2]);
  const [first] = drive?.stops ?? [];
  if (!first) throw new Error("there is a first stop");
  const here = { place: "pickup" as const, organisationId: first.organisationId };
  const early = new Date(deal.town.at.getTime() - HOUR_MS).toISOString();
  expect(
    await markStop(call(deal.town.at, "a"), { ...here, deed: "arrived", happenedAt: early }),
  ).toMatchObject({ isNew: true });
  // Sent twice by a phone that was not sure: the first answer, and one mark.
  expect(
    await markStop(call(deal.town.at, "a"), { ...here, deed: "arrived", happenedAt: early }),
  ).toMatchObject({ isNew: true });
  expect(await markStop(call(), { ...here, deed: "arrived" })).toMatchObject({ isNew: false });
  await markStop(call(), { ...here, deed: "loaded", photo: PNG });
  expect(await codeOf(markStop(call(), { ...here, deed: "handed", signedName: "Bu Ani" }))).toBe(
    "kernel.invalid",
  );
  const elsewhere = { place: "pickup" as const, organisationId: deal.buyer.id, deed: "arrived" as const };
  expect(await codeOf(markStop(call(), elsewhere))).toBe("shipments.notYourStop");
  expect(await codeOf(markStop(deal.town.callOf(deal.hub.logistics), elsewhere))).toBe("shipments.forbidden");
  for (const share of planned.shares) await weigh(deal, share.shipmentId, share.promisedBase);
  await depart(deal, planned.trip.id);
  const end = { place: "dropoff" as const, organisationId: deal.buyer.id };
  await markStop(call(), {
    ...end,
    deed: "handed",
    signedName: "Pak Budi",
    signature: PNG,
    happenedAt: new Date(deal.town.at.getTime() + HOUR_MS).toISOString(),
  });
  const marks = await marksOfTrip(planned.trip.id);
  expect(marks.map((mark) => mark.deed)).toEqual(["arrived", "loaded", "handed"]);
  expect(marks[0]?.happenedAt.toISOString()).toBe(early);
  // A phone that is ahead of time is believed as far as now.
  expect(marks[2]).toMatchObject({ happenedAt: deal.town.at, signedName: "Pak Budi" });
  const files = await database.sql`
    select owner_id, media_type from stored_files where id in (${marks[1]?.photoId ?? ""}, ${marks[2]?.signatureId ?? ""})`;
  expect(files.map((file) => file["owner_id"])).toEqual([deal.hub.id, deal.hub.id]);
  // Nothing has been received by it.
  expect((await tripById(deal.hub.id, planned.trip.id))?.trip.state).toBe("departed");
});

test("breakage told after the claim window has closed is no claim, and the refusal says when that was", async () => {
  const deal = await locked(database, [100]);
  const planned = await trip(deal);
  const [share] = planned.shares;
  await weigh(deal, share?.shipmentId ?? "", 1_500_000n);
  await depart(deal, planned.trip.id);
  const call = await driverOf(deal, planned.trip.id);
  await markStop(call(), { place: "dropoff", organisationId: deal.buyer.id, deed: "arrived" });
  const hours = 24;
  await database.sql`update contracts set claim_window_hours = ${hours} where id = ${deal.contractId}`;
  const handOver = (brokenBase: string, afterHours: number) =>
    handOverTrip(
      {
        ...deal.town.callOf(deal.buyer.warehouse),
        at: new Date(deal.town.at.getTime() + afterHours * HOUR_MS + 60_000),
      },
      {
        tripId: planned.trip.id,
        receiverName: "Pak Budi",
        lines: [{ shipmentId: share?.shipmentId ?? "", deliveredBase: "1500000", brokenBase }],
      },
    );
  await expect(handOver("150000", hours)).rejects.toMatchObject({
    code: "shipments.claimClosed",
    params: { hours, closed: expect.stringMatching(/\d{4} \d\d\.\d\d WI/) },
  });
  // Within the allowance nothing is claimed, and the goods are still handed over.
  await handOver("15000", hours);
  expect((await tripById(deal.buyer.id, planned.trip.id))?.trip.state).toBe("delivered");
});

test("the gate weighs what came: no more is sent home than that, and the rest is loaded", async () => {
  const deal = await locked(database, [100]);
  const planned = await trip(deal);
  const shipmentId = planned.shares[0]?.shipmentId ?? "";
  const gate = (arrivedBase: string, rejectedBase: string, more: object = {}) =>
    weighIn(deal.town.callOf(deal.hub.logistics), {
      shipmentId,
      arrivedBase,
      rejectedBase,
      rejectReason: "cracked",
      ...more,
    });
  await expect(gate("1000000", "1000001")).rejects.toMatchObject({
    fields: { rejectedBase: ["shipments.rejectedTooMuch"] },
  });
  await expect(gate("1000000", "100000", { loadedBase: "900001" })).rejects.toMatchObject({
    fields: { rejectedBase: ["shipments.rejectedTooMuch"] },
  });
  await gate("1000000", "100000");
  const [share] = (await tripById(deal.hub.id, planned.trip.id))?.shares ?? [];
  expect(share).toMatchObject({ loadedBase: 900_000n, gateRejectedBase: 100_000n });
});
