import { expect, test } from "vitest";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { receiveAtDoor } from "#app/modules/shipments/receive-at-door.server.ts";
import { secondWeighingsOf } from "#app/modules/shipments/second-weighing-reads.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf, type Weighed } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";

// Goal: two phones of one kitchen tell of the same delivery, alike or not, at one moment or one after the other: one BAST, one
// payment out of the budget, and what the other phone weighed is kept beside it. Method: 100 kg of eggs at Rp 27.200 at the door.
const database = await testDatabase({ poolSize: 8 });
const { promised, dispatched, lineOf, envelope, photoOf } = deliveries(database);

/** What a phone sends: whose it is, under which key, and what it weighed. */
async function tellers(deal: Deal, shipmentId: string) {
  const { id } = await lineOf(deal, shipmentId);
  return (by: Member, key: string, weighed: Weighed) =>
    receiveAtDoor(deal.town.callOf(by, key), {
      shipmentId,
      receiverName: key,
      lines: [{ shipmentLineId: id, ...weighed }],
    });
}

async function bastsOf(shipmentId: string): Promise<number> {
  const rows = await database.sql`select 1 from documents where subject_id = ${shipmentId} and kind = 'BAST'`;
  return rows.length;
}

/** The kitchen's task to compare two weighings, some hours from now. */
async function comparing({ kitchen, town }: Deal, hours = 0) {
  const at = new Date(town.at.getTime() + hours * 3_600_000);
  return (await tasksFor(kitchen.head.actor, at)).filter(({ kind }) => kind === "weighing.compare");
}

test("two phones that tell the same at one moment make one BAST, and say that they agree", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const tell = await tellers(deal, shipmentId);
  const weighed = { deliveredBase: "100000" };
  const answers = await Promise.all([
    tell(deal.kitchen.field, "hp-satu", weighed),
    tell(deal.kitchen.finance, "hp-dua", weighed),
  ]);
  expect(answers.map(({ isSecond }) => isSecond).sort()).toEqual([false, true]);
  expect(new Set(answers.map(({ receiptId }) => receiptId)).size).toBe(1);
  const [kept, ...others] = await secondWeighingsOf(deal.kitchen.id, shipmentId);
  expect(others).toEqual([]);
  expect(kept?.lines).toMatchObject([{ deliveredBase: 100_000n, receipt: { deliveredBase: 100_000n } }]);
  expect(await bastsOf(shipmentId)).toBe(1);
  expect(await envelope(deal)).toMatchObject({ spent: 2_720_000n, held: 0n });
  // Two phones that weighed the same leave nothing to compare.
  expect(await comparing(deal)).toEqual([]);
});

test("a second phone that weighed otherwise changes nothing that was signed, and loses nothing, sent twice too", async () => {
  const deal = await promised();
  const shipmentId = await dispatched(deal);
  const tell = await tellers(deal, shipmentId);
  const photoId = await photoOf(deal.kitchen, deal.town);
  const first = { deliveredBase: "100000" };
  const second = {
    deliveredBase: "97500",
    rejectedBase: "2500",
    rejectReason: "cracked",
    disposition: "returned",
    photoId,
  } as const;
  const signed = await tell(deal.kitchen.field, "hp-satu", first);
  const told = await tell(deal.kitchen.finance, "hp-dua", second);
  expect(told).toEqual({ ...signed, isSecond: true });
  // The signal broke before the answer came: each phone tells again, and hears the same.
  expect(await tell(deal.kitchen.finance, "hp-dua", second)).toEqual(told);
  expect(await tell(deal.kitchen.field, "hp-satu", first)).toEqual(signed);
  expect(await lineOf(deal, shipmentId)).toMatchObject({ acceptedBase: 100_000n, rejectedBase: 0n });
  const kept = await secondWeighingsOf(deal.kitchen.id, shipmentId);
  expect(kept).toMatchObject([
    {
      receiverName: "hp-dua",
      lines: [
        {
          deliveredBase: 97_500n,
          rejectedBase: 2_500n,
          rejectReason: "cracked",
          photoId,
          receipt: { deliveredBase: 100_000n, rejectedBase: 0n },
        },
      ],
    },
  ]);
  expect(await envelope(deal)).toMatchObject({ spent: 2_720_000n });
  expect(await bastsOf(shipmentId)).toBe(1);
  // Whoever answers for the kitchen is asked to look at both, once, for as long as the weighing may be appealed against.
  expect(await comparing(deal)).toMatchObject([
    { subjectId: shipmentId, path: `terima/${shipmentId}/hasil`, params: { name: expect.any(String) } },
  ]);
  expect(await comparing(deal, 49)).toEqual([]);
  // Neither the seller nor another kitchen reads what the second phone weighed, or adds to it.
  expect(await secondWeighingsOf(deal.seller.id, shipmentId)).toEqual([]);
  const stranger = await deal.town.kitchen({ regionCode: "35.72.01.1006" });
  expect(await outcomeOf(tell(stranger.field, "hp-tiga", first))).toBe("shipments.missing");
});
