import { expect, test } from "vitest";
import { sharesToAnswer } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { answerDebitNote } from "#app/modules/invoicing/answer-debit-note.server.ts";
import { standingOfDebit } from "#app/modules/invoicing/debit-note.ts";
import { debitNotesOf, debitNoteVisibleTo } from "#app/modules/invoicing/debit-note-reads.server.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { issueDebitNote } from "#app/modules/invoicing/issue-debit-note.server.ts";
import { setOffDebitNote } from "#app/modules/invoicing/set-off-debit-note.server.ts";
import { takeDebitNoteBack } from "#app/modules/invoicing/take-debit-note-back.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { batchOf } from "#app/modules/payments/batch-reads.server.ts";
import { refuseBatch } from "#app/modules/payments/decide-batch.server.ts";
import { debitPayables } from "#app/modules/payments/payable-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { approvePayout, confirmPayout } from "#app/modules/payments/settle-payout.server.ts";
import { addVehicle } from "#app/modules/shipments/add-vehicle.server.ts";
import { handOverTrip } from "#app/modules/shipments/hand-over-trip.server.ts";
import { shareTruck } from "#app/modules/shipments/share-truck.server.ts";
import { tripById } from "#app/modules/shipments/trip-reads.server.ts";
import { atOnce } from "#tests/support/at-once.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { codeOf } from "#tests/support/kad03.ts";
import { type Deal, depart, freeVillage, locked, trip, weigh } from "#tests/support/loads.ts";
import { drawnUp } from "#tests/support/rounds.ts";
import type { Koperasi } from "#tests/support/world.ts";

// Goal: what a trade center bore because of the road it gets back from whoever drove, once, to the rupiah and not beyond.
// Method: a truck of a koperasi that has no share in the call-off that is claimed on; whole stories through commands; the proofs
// of the books run when the database is given back.
const database = await testDatabase({ poolSize: 10 });
const { invoiced, open, decision, settle, payout, delivered } = claimsOn(database);
const TERMS = { freightPaidBy: "seller", serviceFeeBasisPoints: 50 } as const;
const HOUR = 3_600_000;

const ledgerOf = async (organisationId: string, code: string, subjectId: string | null) => {
  const [row] = await database.sql`
    select balance from account_balances where organisation_id = ${organisationId} and code = ${code}
      and subject_id is not distinct from ${subjectId}`;
  return BigInt(String(row?.["balance"] ?? "0"));
};

/** A further call-off of the same trade center for another buyer and two koperasi of its own, fixed. */
async function lockedBeside({ town, hub }: Deal, packs: number): Promise<Deal> {
  const buyer = await town.bumd();
  const contractId = await town.contract(hub, buyer, TERMS);
  const callOffId = await town.callOff(hub, contractId, { packs });
  const one = await town.koperasi({ regionCode: await freeVillage(database) });
  await town.sharer(hub, callOffId, one, { packsMax: packs, weight: 1 });
  const { roundId } = await drawnUp(town.callOf(hub.contracts), { callOffId, rule: "hamilton" });
  await publishAllotment(town.callOf(hub.head), { roundId });
  const share = (await sharesToAnswer(one.id, { limit: 1 })).rows[0]?.allotment;
  if (!share) throw new Error("the share is there");
  await answerAllotment(town.callOf(one.chair), { allotmentId: share.id, acceptedPacks: share.packs });
  await lockCallOff(town.callOf(hub.logistics), { callOffId });
  return { town, hub, buyer, contractId, callOffId, koperasi: [one] };
}

async function cheapTruck(deal: Deal, carrier: Koperasi): Promise<void> {
  await addVehicle(deal.town.callOf(carrier.business), {
    kind: "Fuso",
    plate: `AG 7 ${carrier.shortName}`,
    payloadGrams: "8000000",
    costRupiahPerKm: "10",
    costRupiahMin: "0",
  });
}

async function handOver(deal: Deal, tripId: string) {
  const shown = await tripById(deal.hub.id, tripId);
  await handOverTrip(deal.town.callOf(deal.buyer.warehouse), {
    tripId,
    receiverName: "Pak Budi",
    lines: (shown?.shares ?? []).map((one) => ({
      shipmentId: one.shipmentId,
      deliveredBase: one.loadedBase.toString(),
    })),
  });
  return shown?.shares ?? [];
}

/** Two call-offs in the truck of a koperasi that shares in the first alone, both delivered and invoiced; the second is claimed on. */
async function lostOnTheRoad() {
  const first = await locked(database, [4, 2], TERMS);
  const second = await lockedBeside(first, 10);
  const carrier = first.koperasi[0];
  if (!carrier) throw new Error("the carrier is there");
  await cheapTruck(first, carrier);
  const [a, b] = [await trip(first), await trip(second)];
  await shareTruck(first.town.callOf(first.hub.logistics), { tripId: b.trip.id, withTripId: a.trip.id });
  for (const one of [...a.shares, ...b.shares]) await weigh(first, one.shipmentId, one.promisedBase);
  await depart(first, a.trip.id);
  await handOver(first, a.trip.id);
  const [share] = await handOver(second, b.trip.id);
  await invoiced(first);
  await invoiced(second);
  const disputeId = await open(second, share?.shipmentId ?? "", { cause: "quality", grams: 75_000n });
  await decideDispute(second.town.callOf(second.hub.head), await decision(second, disputeId, null, "road"));
  return { first, second, carrier, disputeId };
}

test("a carrier without a share is asked for what the trade center bore, answers, and is set off and paid to the rupiah", async () => {
  const { first, second, carrier, disputeId } = await lostOnTheRoad();
  const { town, hub } = first;
  const ask = () => issueDebitNote(town.callOf(hub.cashier), { disputeId });
  expect(await codeOf(ask()), "not before the buyer got its money").toBe("invoicing.debitNothing");
  await settle(second, disputeId);
  expect(await ledgerOf(hub.id, "5500", null)).toBe(2_025_000n);
  const by = (member: typeof hub.head) => codeOf(issueDebitNote(town.callOf(member), { disputeId }));
  expect(await by(hub.logistics)).toBe("invoicing.forbidden");
  expect(await by(carrier.chair)).toBe("disputes.missing");
  expect(await atOnce([ask, ask])).toEqual({ done: 1, "invoicing.debitStands": 1 });
  const [note] = (await debitNotesOf(carrier.id, { limit: 10 })).rows;
  const debitNoteId = note?.id ?? "";
  expect(note).toMatchObject({ amountRupiah: 2_025_000n, carrierId: carrier.id, hubId: hub.id });
  expect(note?.number).toMatch(/^001\/ND\//);
  expect((await documentsAbout(carrier.id, [debitNoteId])).map((paper) => paper.kind)).toEqual(["ND"]);
  expect(await debitNoteVisibleTo(second.buyer.id, debitNoteId)).toBeNull();
  expect(await ledgerOf(hub.id, "5500", null), "the loss is not the trade center's any more").toBe(0n);
  expect(await ledgerOf(hub.id, "1200", carrier.id)).toBe(2_025_000n);
  expect(await ledgerOf(carrier.id, "2100", hub.id)).toBe(-2_025_000n);
  const { actor } = town.callOf(carrier.chair);
  if (actor.kind !== "member") throw new Error("a member acts");
  expect((await tasksFor(actor, town.at)).map((task) => task.kind)).toContain("debitNote.answer");

  const setOff = () => setOffDebitNote(town.callOf(hub.head), { debitNoteId });
  expect(await codeOf(setOff())).toBe("invoicing.debitUnanswered");
  const answer = () =>
    answerDebitNote(town.callOf(carrier.chair), { debitNoteId, isAccepted: true, note: "Rem mendadak" });
  expect(await codeOf(answer())).toBe("done");
  expect(await codeOf(answer())).toBe("invoicing.debitAnswered");
  expect(await codeOf(setOffDebitNote(town.callOf(hub.cashier), { debitNoteId }))).toBe(
    "invoicing.forbidden",
  );
  // What it is owed of the first call-off does not cover it: the rest is transferred.
  const own = async () =>
    (await statementsOf(hub.id, first.callOffId)).find((row) => row.koperasiId === carrier.id);
  const owed = (await own())?.netRupiah ?? 0n;
  expect(owed).toBeGreaterThan(0n);
  expect(owed).toBeLessThan(2_025_000n);
  expect(await atOnce([setOff, setOff])).toEqual({ done: 1, "invoicing.debitNothingOwed": 1 });
  expect(await own()).toMatchObject({
    paidRupiah: owed,
    keptBy: [{ debitNoteId, number: note?.number, amountRupiah: owed }],
  });
  expect(await codeOf(payout(first, (await own())?.id ?? ""))).toBe("payments.nothingDue");
  expect(await ledgerOf(hub.id, "1200", carrier.id)).toBe(2_025_000n - owed);
  const due = await debitPayables(carrier.id);
  expect(due).toMatchObject([{ id: debitNoteId, dueRupiah: 2_025_000n - owed }]);
  // Whoever approves many at once reads which note each payment is for.
  const { batchId } = await proposeBatch(town.callOf(carrier.treasurer), {
    dueUntil: town.today,
    payouts: [{ to: "debitNote", debitNoteId }],
  });
  expect((await batchOf(carrier.id, batchId))?.rows.map(({ about }) => about.number)).toEqual([note?.number]);
  await refuseBatch(town.callOf(carrier.chair), { batchId, reason: "Satu saja, tanpa rombongan" });
  const { payoutId } = await requestPayout(town.callOf(carrier.treasurer), { to: "debitNote", debitNoteId });
  const back = () =>
    codeOf(takeDebitNoteBack(town.callOf(hub.cashier), { debitNoteId, reason: "Salah alamat" }));
  expect(await back()).toBe("invoicing.debitPaid");
  await approvePayout(town.callOf(carrier.chair), { payoutId });
  await confirmPayout(town.callOf(carrier.chair), {
    payoutId,
    settledOn: town.today,
    bankReference: "TRF-ND",
  });
  expect(await ledgerOf(hub.id, "1200", carrier.id)).toBe(0n);
  expect(await ledgerOf(carrier.id, "2100", hub.id)).toBe(0n);
  const after = await debitNoteVisibleTo(hub.id, debitNoteId);
  expect(after && standingOfDebit(after, town.at)).toBe("settled");
});

test("what is contested is not set off, its mirror takes it back, and another note may follow; silence stands in nobody's way", async () => {
  const { first, second, carrier, disputeId } = await lostOnTheRoad();
  const { town, hub } = first;
  await settle(second, disputeId);
  const issue = () => issueDebitNote(town.callOf(hub.cashier), { disputeId });
  const { debitNoteId } = await issue();
  await answerDebitNote(town.callOf(carrier.business), {
    debitNoteId,
    isAccepted: false,
    note: "Peti sudah retak saat dimuat",
  });
  expect(await codeOf(setOffDebitNote(town.callOf(hub.head), { debitNoteId }))).toBe(
    "invoicing.debitNotSetOff",
  );
  const back = () =>
    codeOf(takeDebitNoteBack(town.callOf(hub.cashier), { debitNoteId, reason: "Bantahan benar" }));
  expect(await back()).toBe("done");
  expect(await back()).toBe("invoicing.debitTakenBack");
  expect(await ledgerOf(hub.id, "5500", null)).toBe(2_025_000n);
  expect(await ledgerOf(carrier.id, "2100", hub.id)).toBe(0n);
  expect(await debitPayables(carrier.id)).toEqual([]);
  const later = await issue();
  expect(later.number).toMatch(/^002\/ND\//);
  // Both stand in the list of either side, page by page and the newest first.
  const newest = await debitNotesOf(hub.id, { limit: 1 });
  expect(newest).toMatchObject({ rows: [{ id: later.debitNoteId }], next: later.debitNoteId });
  const rest = await debitNotesOf(carrier.id, { limit: 1, after: newest.next ?? "" });
  expect(rest).toMatchObject({ rows: [{ id: debitNoteId }], next: null });
  const at = new Date(town.at.getTime() + 49 * HOUR);
  expect(
    await codeOf(
      answerDebitNote(
        { ...town.callOf(carrier.chair), at },
        { debitNoteId: later.debitNoteId, isAccepted: false, note: "Terlambat dibaca" },
      ),
    ),
  ).toBe("invoicing.debitTooLate");
  await setOffDebitNote({ ...town.callOf(hub.head), at }, { debitNoteId: later.debitNoteId });
});

test("nothing is asked of the trade center's own vehicle, a hired one, or a koperasi whose own statement bears it", async () => {
  const hired = await locked(database, [10], TERMS);
  const lost = async (deal: Deal) => {
    const { shares } = await delivered(deal);
    await invoiced(deal);
    const disputeId = await open(deal, shares[0]?.shipmentId ?? "", { cause: "quality", grams: 30_000n });
    await decideDispute(deal.town.callOf(deal.hub.head), await decision(deal, disputeId, null, "road"));
    await settle(deal, disputeId);
    return codeOf(issueDebitNote(deal.town.callOf(deal.hub.cashier), { disputeId }));
  };
  expect(await lost(hired)).toBe("invoicing.debitHired");
  const within = await locked(database, [10], TERMS);
  if (within.koperasi[0]) await cheapTruck(within, within.koperasi[0]);
  expect(await lost(within)).toBe("invoicing.debitNothing");
});
