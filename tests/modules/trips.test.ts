import { expect, test } from "vitest";
import type { Refusal } from "#app/kernel/errors.ts";
import { roundTable, sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { contractMonthsOf } from "#app/modules/contracts/contract-reads.server.ts";
import { documentsAbout, documentsOfKind } from "#app/modules/documents/document-reads.server.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { linkHolder, openLinkToken } from "#app/modules/identity/access-link-reads.server.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { departTrip } from "#app/modules/shipments/depart-trip.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { markStop } from "#app/modules/shipments/mark-stop.server.ts";
import { planShare } from "#app/modules/shipments/plan-share.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import {
  contractProgress,
  loadOfDriver,
  shipmentById,
} from "#app/modules/shipments/shipment-reads.server.ts";
import { claimsOfCallOff, tripById, tripsOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";
import { vehiclesForCallOff, vehiclesOf } from "#app/modules/shipments/vehicle-reads.server.ts";
import { weighIn } from "#app/modules/shipments/weigh-in.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, depart, departed, freeVillage, locked, trip, weigh } from "#tests/support/loads.ts";
import { drawnUp } from "#tests/support/rounds.ts";
import { world } from "#tests/support/world.ts";

const database = await testDatabase({ poolSize: 20 });

async function codeOf(deed: Promise<unknown>): Promise<string> {
  const refusal = await deed.then(
    () => null,
    (error: unknown) => error as Refusal,
  );
  if (refusal === null) return "done";
  const fields = "fields" in refusal ? Object.values(refusal.fields as Record<string, string[]>).flat() : [];
  return fields[0] ?? refusal.code ?? String(refusal);
}

async function allotmentStates(deal: Deal): Promise<string[]> {
  const rows = await database.sql`
    select state from allotments where call_off_id = ${deal.callOffId} order by packs desc`;
  return rows.map((row) => row["state"] as string);
}

test("10.005 kg with 3,4 % cracked: 140,07 kg are claimed, the rest is accepted, and everything is closed", async () => {
  const deal = await locked(database, [667]);
  const shown = await departed(deal);
  const [share] = shown.shares;
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: [{ shipmentId: share?.shipmentId ?? "", deliveredBase: "10005000", brokenBase: "340170" }],
  });
  expect(await claimsOfCallOff(deal.buyer.id, deal.callOffId)).toMatchObject([
    { brokenBase: 340_170n, allowanceBase: 200_100n, claimedBase: 140_070n, amountRupiah: 3_781_890n },
  ]);
  const received = await shipmentById(deal.koperasi[0]?.id ?? "", share?.shipmentId ?? "");
  expect(received?.lines[0]).toMatchObject({
    deliveredBase: 10_005_000n,
    acceptedBase: 9_864_930n,
    rejectedBase: 140_070n,
    rejectReason: "cracked",
  });
  expect((await callOffById(deal.hub.id, deal.callOffId))?.callOff.state).toBe("closed");
  expect(await allotmentStates(deal)).toEqual(["fulfilled"]);
  const [told] = await database.sql`
    select count(*)::int as count from outbox where name = 'trip.delivered' and payload->>'callOffId' = ${deal.callOffId}`;
  expect(told?.["count"]).toBe(1);
  expect(await contractProgress(deal.buyer.id, deal.contractId)).toEqual([
    { month: "2026-07", calledPacks: 667, deliveredBase: 10_005_000n, acceptedBase: 9_864_930n },
  ]);
});

test("whose eggs broke bears the claim, and each koperasi has its own BAST", async () => {
  const deal = await locked(database);
  const shown = await departed(deal);
  const broken = shown.shares.map((share) => (share.promisedBase === 6_000_000n ? "600000" : "0"));
  await handOverTrip(deal.town.callOf(deal.hub.logistics), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: shown.shares.map((share, at) => ({
      shipmentId: share.shipmentId,
      deliveredBase: share.loadedBase.toString(),
      brokenBase: broken[at] ?? "0",
    })),
  });
  const claims = await claimsOfCallOff(deal.hub.id, deal.callOffId);
  expect(claims).toHaveLength(1);
  // 600 kg broke; 2 % of all 10.005 kg is let pass; only the first koperasi is beyond its own two percent.
  expect(claims[0]).toMatchObject({ claimedBase: 600_000n - 200_100n, koperasiId: deal.koperasi[0]?.id });
  for (const [at, koperasi] of deal.koperasi.entries()) {
    const own = shown.shares.find((share) => share.koperasiId === koperasi.id);
    const papers = await documentsAbout(koperasi.id, [own?.shipmentId ?? ""]);
    expect(papers.map((paper) => paper.kind)).toEqual(["BAST", "TIMBANG"]);
    const other = deal.koperasi[1 - at]?.id ?? "";
    expect(await documentsAbout(other, [own?.shipmentId ?? ""])).toEqual([]);
  }
});

test("the share of a second round is brought and weighed together with the first", async () => {
  const town = world(database);
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const callOffId = await town.callOff(hub, await town.contract(hub, buyer), { packs: 100 });
  const [one, two] = [
    await town.koperasi({ regionCode: await freeVillage(database) }),
    await town.koperasi({ regionCode: await freeVillage(database) }),
  ];
  await town.sharer(hub, callOffId, one, { packsMax: 90, weight: 1 });
  await town.sharer(hub, callOffId, two, { packsMax: 50, weight: 1 });
  for (const takesAll of [false, true]) {
    const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
    await publishAllotment(town.callOf(hub.head), { roundId });
    for (const koperasi of [one, two]) {
      const { rows } = await sharesToAnswer(koperasi.id, { limit: 1 });
      const share = rows[0]?.allotment;
      if (!share) continue;
      const acceptedPacks = koperasi === two && !takesAll ? 20 : share.packs;
      const { allotmentId } = await answerAllotment(town.callOf(koperasi.chair), {
        allotmentId: share.id,
        acceptedPacks,
      });
      await planShare(town.systemCall(), { allotmentId });
      await planShare(town.systemCall(), { allotmentId });
    }
  }
  await lockCallOff(town.callOf(hub.head), { callOffId });
  const { tripId } = await planTrip(town.systemCall(), { callOffId });
  const shown = await tripById(one.id, tripId);
  expect(shown?.shares.map((share) => share.promisedBase).sort()).toEqual([1_200_000n, 300_000n]);
  const big = shown?.shares.find((share) => share.promisedBase === 1_200_000n);
  await weighIn(town.callOf(hub.logistics), { shipmentId: big?.shipmentId ?? "", loadedBase: "1000000" });
  const lines = (await shipmentById(hub.id, big?.shipmentId ?? ""))?.lines ?? [];
  expect(lines.map((line) => line.loadedBase)).toEqual([750_000n, 250_000n]);
  expect((await roundTable(two.id, callOffId))?.rows.map((row) => row.acceptedPacks).sort()).toEqual([
    20, 80,
  ]);
});

test("a trip takes the cheapest vehicle that carries everything, and the contract's freight where none does", async () => {
  const deal = await locked(database, [300]);
  const freight = await trip(deal);
  expect(freight.trip).toMatchObject({ vehicleId: null, costRupiah: 3_825_000n });
  expect(freight.rupiahPerKg).toBe(850n);
  const add = (plate: string, payloadGrams: string, costRupiahPerKm: string) =>
    addVehicle(deal.town.callOf(deal.hub.logistics), {
      kind: "CDD",
      plate: `${plate} ${deal.hub.shortName}`,
      payloadGrams,
      costRupiahPerKm,
      costRupiahMin: "250000",
    });
  const [small, cheap, dear] = [
    await add("AG 1", "4000000", "100"),
    await add("AG 2", "5000000", "6000"),
    await add("AG 3", "8000000", "9500"),
  ];
  const again = await trip(deal);
  expect(again.trip).toMatchObject({ id: freight.trip.id, vehicleId: cheap.vehicleId });
  expect(again.utilisation).toBe(9_000);
  expect(again.stops.map((stop) => stop.kind)).toEqual(["pickup", "gate", "dropoff"]);
  const plan = (vehicleId: string) =>
    codeOf(planTrip(deal.town.callOf(deal.hub.logistics), { callOffId: deal.callOffId, vehicleId }));
  expect(await plan(small.vehicleId)).toBe("shipments.overPayload");
  expect(await plan(dear.vehicleId)).toBe("done");
  expect((await tripsOfCallOff(deal.hub.id, deal.callOffId))[0]?.trip.vehicleId).toBe(dear.vehicleId);
  expect(await vehiclesForCallOff(deal.hub.id, deal.callOffId)).toHaveLength(3);
  const stranger = await deal.town.koperasi({ regionCode: await freeVillage(database) });
  const foreign = await addVehicle(deal.town.callOf(stranger.warehouse), {
    kind: "Fuso",
    plate: `N ${stranger.shortName}`,
    payloadGrams: "9000000",
    costRupiahPerKm: "1",
    costRupiahMin: "0",
  });
  expect(await plan(foreign.vehicleId)).toBe("shipments.vehicleMissing");
  expect(await codeOf(add("ag 1", "1", "1"))).toBe("shipments.plateTaken");
  expect(await vehiclesOf(stranger.id)).toHaveLength(1);
});

test("freight is shared by kg·km to the rupiah", async () => {
  const deal = await locked(database);
  const shown = await trip(deal);
  expect(shown.shares.reduce((sum, share) => sum + share.costRupiah, 0n)).toBe(shown.trip.costRupiah);
  expect(shown.shares.every((share) => share.distanceMetres > 0)).toBe(true);
});

test("at the gate no more is loaded than promised plus two percent, and what goes home is written down", async () => {
  const deal = await locked(database, [100]);
  const shown = await trip(deal);
  const shipmentId = shown.shares[0]?.shipmentId ?? "";
  expect(await codeOf(weigh(deal, shipmentId, 1_530_001n))).toBe("shipments.loadedTooMuch");
  await weigh(deal, shipmentId, 1_400_000n);
  await weigh(deal, shipmentId, 1_450_000n, 50_000n);
  const [line] = (await shipmentById(deal.koperasi[0]?.id ?? "", shipmentId))?.lines ?? [];
  expect(line).toMatchObject({
    loadedBase: 1_450_000n,
    gateRejectedBase: 50_000n,
    gateRejectReason: "cracked",
  });
  // Each weighing has its slip, for the gate and the koperasi alone: the second took the first one's place.
  const slipsOf = (id: string) => documentsOfKind(id, shipmentId, "TIMBANG");
  expect((await slipsOf(deal.hub.id)).map(({ state }) => state)).toEqual(["issued", "voided"]);
  expect(await slipsOf(deal.koperasi[0]?.id ?? "")).toHaveLength(2);
  expect(await slipsOf(deal.buyer.id)).toEqual([]);
  const [slip] = await database.sql`
    select facts from documents where kind = 'TIMBANG' and subject_id = ${shipmentId} and state = 'issued'`;
  expect(factsOf("TIMBANG", slip?.["facts"]).lines).toMatchObject([
    {
      promisedBase: 1_500_000n,
      weighedBase: 1_500_000n,
      loadedBase: 1_450_000n,
      rejectedBase: 50_000n,
      rejectReason: "cracked",
    },
  ]);
  const by = (who: Parameters<typeof deal.town.callOf>[0]) =>
    codeOf(weighIn(deal.town.callOf(who), { shipmentId, loadedBase: "1" }));
  expect(await by(deal.hub.cashier)).toBe("shipments.forbidden");
  expect(await by((await deal.town.hub()).logistics)).toBe("shipments.missing");
  expect(await by(deal.koperasi[0]?.warehouse ?? deal.hub.cashier)).toBe("shipments.forbidden");
});

test("nobody is left behind by mistake; who is, has broken its word and is not paid", async () => {
  const deal = await locked(database);
  const planned = await trip(deal);
  const [here, absent] = planned.shares;
  expect(await codeOf(depart(deal, planned.trip.id))).toBe("shipments.notWeighedIn");
  await weigh(deal, here?.shipmentId ?? "", here?.promisedBase ?? 0n);
  expect(await codeOf(depart(deal, planned.trip.id))).toBe("shipments.notWeighedIn");
  expect(await codeOf(depart(deal, planned.trip.id, { leaveBehind: [here?.shipmentId ?? ""] }))).toBe(
    "shipments.notOnTrip",
  );
  await depart(deal, planned.trip.id, { leaveBehind: [absent?.shipmentId ?? ""] });
  expect((await shipmentById(deal.hub.id, absent?.shipmentId ?? ""))?.shipment.state).toBe("cancelled");
  const [broken] = await database.sql`
    select koperasi_id from allotments where call_off_id = ${deal.callOffId} and state = 'broken'`;
  expect(broken?.["koperasi_id"]).toBe(absent?.koperasiId);
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: planned.trip.id,
    receiverName: "Pak Budi",
    lines: [{ shipmentId: here?.shipmentId ?? "", deliveredBase: (here?.promisedBase ?? 0n).toString() }],
  });
  expect((await allotmentStates(deal)).sort()).toEqual(["broken", "fulfilled"]);
});

test("a truck leaves once, with a manifest that buyer and koperasi may read, and a link for its driver", async () => {
  const deal = await locked(database);
  const planned = await trip(deal);
  for (const share of planned.shares) await weigh(deal, share.shipmentId, share.promisedBase);
  expect(
    await codeOf(
      departTrip(deal.town.callOf(deal.hub.logistics), {
        tripId: planned.trip.id,
        sealNumber: "SGL-1",
        driverName: "Pak Joko",
      }),
    ),
  ).toBe("shipments.plateRequired");
  const tries = await Promise.all(Array.from({ length: 4 }, () => codeOf(depart(deal, planned.trip.id))));
  expect(tries.sort()).toEqual(["done", "shipments.tripMoved", "shipments.tripMoved", "shipments.tripMoved"]);
  for (const reader of [deal.buyer.id, ...deal.koperasi.map((one) => one.id)])
    expect(await documentsAbout(reader, [planned.trip.id])).toHaveLength(1);
  const subject = { purpose: "drive" as const, subjectId: planned.trip.id };
  const token = await openLinkToken(deal.hub.id, subject, deal.town.at);
  const holder = await linkHolder(token ?? "", deal.town.at);
  if (!holder) throw new Error("the link opens");
  expect(await loadOfDriver(holder.actor)).toHaveLength(2);
  const call = { actor: holder.actor, at: deal.town.at, key: null, causation: null };
  await markStop(call, { place: "dropoff", organisationId: deal.buyer.id, deed: "arrived" });
  const arrived = await database.sql`
    select count(*)::int as count from shipments where trip_id = ${planned.trip.id} and arrived_at is not null`;
  expect(arrived[0]?.["count"]).toBe(2);
  const weighAgain = weigh(deal, planned.shares[0]?.shipmentId ?? "", 1n);
  expect(await codeOf(weighAgain)).toBe("shipments.moved");
  expect(await codeOf(planTrip(deal.town.systemCall(), { callOffId: deal.callOffId }))).toBe(
    "shipments.tripMoved",
  );
});

test("a load is handed over once, every share of it, and no more than was loaded", async () => {
  const deal = await locked(database);
  const shown = await departed(deal);
  const lines = shown.shares.map((share) => ({
    shipmentId: share.shipmentId,
    deliveredBase: share.loadedBase.toString(),
  }));
  const [first, second] = lines;
  if (!first || !second) throw new Error("two shares travel");
  const hand = (given: readonly (typeof first & { brokenBase?: string })[], by = deal.buyer.warehouse) =>
    codeOf(
      handOverTrip(deal.town.callOf(by), {
        tripId: shown.trip.id,
        receiverName: "Pak Budi",
        lines: [...given],
      }),
    );
  expect(await hand([first])).toBe("shipments.linesDiffer");
  expect(await hand([first, { ...second, brokenBase: "999999999" }])).toBe("shipments.brokenTooMuch");
  expect(await hand([first, { ...second, deliveredBase: "99000000" }])).toBe("shipments.moreThanLoaded");
  expect(await hand(lines, deal.buyer.finance)).toBe("shipments.forbidden");
  expect(await hand(lines, deal.koperasi[0]?.chair)).toBe("shipments.tripMissing");
  expect(await hand(lines, (await deal.town.bumd()).warehouse)).toBe("shipments.tripMissing");
  const tries = await Promise.all([hand(lines), hand(lines), hand(lines, deal.hub.logistics)]);
  expect(tries.sort()).toEqual(["done", "shipments.tripMoved", "shipments.tripMoved"]);
});

test("a trip needs fixed shares, and a koperasi cannot send its share past the gate", async () => {
  const town = world(database);
  const [hub, buyer] = [await town.hub(), await town.bumd()];
  const callOffId = await town.callOff(hub, await town.contract(hub, buyer));
  expect(await codeOf(planTrip(town.callOf(hub.logistics), { callOffId }))).toBe("shipments.notLocked");
  expect(await codeOf(planTrip(town.callOf((await town.hub()).logistics), { callOffId }))).toBe(
    "contracts.callOffMissing",
  );
  const deal = await locked(database, [50]);
  const shown = await trip(deal);
  const shipmentId = shown.shares[0]?.shipmentId ?? "";
  const [line] = (await shipmentById(deal.hub.id, shipmentId))?.lines ?? [];
  const past = dispatchShipment(deal.town.callOf(deal.koperasi[0]?.chair ?? deal.hub.head), {
    shipmentId,
    driverName: "Pak Min",
    vehiclePlate: "AG 1",
    lines: [{ shipmentLineId: line?.id ?? "", loadedBase: "1" }],
  });
  expect(await codeOf(past)).toBe("shipments.forbidden");
});

test("a call-off can be called back until its truck has left", async () => {
  const [early, late] = [await locked(database), await locked(database)];
  const shown = await trip(early);
  const cancel = (deal: Deal) =>
    codeOf(cancelCallOff(deal.town.callOf(deal.hub.head), { callOffId: deal.callOffId, reason: "Banjir" }));
  expect(await cancel(early)).toBe("done");
  expect(await allotmentStates(early)).toEqual(["withdrawn", "withdrawn"]);
  expect((await tripById(early.hub.id, shown.trip.id))?.trip.state).toBe("cancelled");
  expect(await contractMonthsOf(early.hub.id, early.contractId)).toMatchObject([{ drawnBase: 0n }]);
  await departed(late);
  expect(await cancel(late)).toBe("shipments.alreadyLeft");
});

test("departing and calling back at the same instant: one of them wins", async () => {
  const deal = await locked(database);
  const planned = await trip(deal);
  for (const share of planned.shares) await weigh(deal, share.shipmentId, share.promisedBase);
  const outcomes = await Promise.all([
    codeOf(depart(deal, planned.trip.id)),
    codeOf(cancelCallOff(deal.town.callOf(deal.hub.head), { callOffId: deal.callOffId, reason: "Banjir" })),
  ]);
  expect(outcomes.filter((code) => code === "done")).toHaveLength(1);
});
