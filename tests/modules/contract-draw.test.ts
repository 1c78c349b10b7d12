import { expect, test } from "vitest";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { contractMonthsOf } from "#app/modules/contracts/contract-reads.server.ts";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { accepted, type Deal, depart, departed, locked, trip, weigh } from "#tests/support/loads.ts";

// Goal: a month of a contract is only used up by goods that can still come, or came; never beyond its limit.
// Method: call-offs that fall short in every way a koperasi, a gate or a road can make them short. A crate is 15 kg, the
// month allows 110. That call-offs and months agree is proven when the database is given back.

const database = await testDatabase({ poolSize: 20 });
const LIMIT = { volumeMaxBasePerMonth: "1500000" } as const;

async function drawn(deal: Deal): Promise<bigint | undefined> {
  const [month] = await contractMonthsOf(deal.hub.id, deal.contractId);
  return month?.drawnBase;
}

/** Everything arrives, but for what `lost` says of a share. */
async function handOver(deal: Deal, shown: Awaited<ReturnType<typeof trip>>, lost: readonly bigint[] = []) {
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId: shown.trip.id,
    receiverName: "Pak Budi",
    lines: shown.shares
      .filter((share) => share.state === "dispatched")
      .map((share, at) => ({
        shipmentId: share.shipmentId,
        deliveredBase: ((share.loadedBase ?? 0n) - (lost[at] ?? 0n)).toString(),
        brokenBase: "0",
      })),
  });
}

test("an open call-off draws all of it; once it is locked, only what koperasi took", async () => {
  const deal = await accepted(database, [40, 20], { ...LIMIT, calledOff: 110 });
  expect(await drawn(deal)).toBe(1_650_000n);
  await expect(deal.town.callOff(deal.hub, deal.contractId, { packs: 1 })).rejects.toMatchObject({
    code: "contracts.monthExceeded",
    params: { left: "0" },
  });
  await lockCallOff(deal.town.callOf(deal.hub.logistics), { callOffId: deal.callOffId });
  expect(await drawn(deal)).toBe(60n * 15_000n);
  await deal.town.callOff(deal.hub, deal.contractId, { packs: 50 });
  expect(await drawn(deal)).toBe(1_650_000n);
});

test("who is left behind and what the gate sends home no longer weighs on the month", async () => {
  const deal = await locked(database, [40, 20], LIMIT);
  const planned = await trip(deal);
  const [first, second] = planned.shares;
  await weigh(deal, first?.shipmentId ?? "", (first?.promisedBase ?? 0n) - 30_000n, 30_000n);
  await depart(deal, planned.trip.id, { leaveBehind: [second?.shipmentId ?? ""] });
  expect(await drawn(deal)).toBe((first?.promisedBase ?? 0n) - 30_000n);
});

test("what did not arrive is free again, to the gram", async () => {
  const deal = await locked(database, [40, 20], LIMIT);
  await handOver(deal, await departed(deal), [45_000n, 1n]);
  expect(await drawn(deal)).toBe(900_000n - 45_001n);
});

test("calling back a call-off that was locked short gives back what it still drew, and no more", async () => {
  const deal = await locked(database, [40, 20], { ...LIMIT, calledOff: 100 });
  await deal.town.callOff(deal.hub, deal.contractId, { packs: 7 });
  await cancelCallOff(deal.town.callOf(deal.hub.head), { callOffId: deal.callOffId, reason: "Banjir" });
  expect(await drawn(deal)).toBe(7n * 15_000n);
});

test("while a call-off is locked short, others that want its room never draw more than the month allows", async () => {
  const deal = await accepted(database, [40, 20], { ...LIMIT, calledOff: 110 });
  const open = () => deal.town.callOff(deal.hub, deal.contractId, { packs: 3 });
  const rush = async () => {
    const tries = await Promise.allSettled(Array.from({ length: 30 }, open));
    return tries.filter((one) => one.status === "fulfilled").length;
  };
  const lock = lockCallOff(deal.town.callOf(deal.hub.logistics), { callOffId: deal.callOffId });
  const [early] = await Promise.all([rush(), lock]);
  // Fifty crates came free: sixteen threes, however many of them were there in time.
  const late = await rush();
  expect(early + late).toBe(16);
  expect(await drawn(deal)).toBe((60n + 48n) * 15_000n);
});

test("locking twice at the same instant gives the room back once", async () => {
  const deal = await accepted(database, [40, 20], { ...LIMIT, calledOff: 110 });
  const lock = () => lockCallOff(deal.town.callOf(deal.hub.logistics), { callOffId: deal.callOffId });
  const tries = await Promise.allSettled([lock(), lock(), lock()]);
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await drawn(deal)).toBe(900_000n);
});
