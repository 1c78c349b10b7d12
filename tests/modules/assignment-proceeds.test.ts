import fc from "fast-check";
import { expect, test } from "vitest";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { acknowledgeAssignment } from "#app/modules/invoicing/acknowledge-assignment.server.ts";
import { refuseProceeds, withdrawProceeds } from "#app/modules/invoicing/answer-proceeds.server.ts";
import {
  flawOfProceeds,
  type ProceedsState,
  standingOf,
} from "#app/modules/invoicing/assignment-proceeds.ts";
import { checkAssignment, takeAssignment } from "#app/modules/invoicing/check-assignment.server.ts";
import { releaseAssignment } from "#app/modules/invoicing/end-assignment.server.ts";
import { proposeAssignment } from "#app/modules/invoicing/propose-assignment.server.ts";
import { proceedsVisibleTo } from "#app/modules/invoicing/receivable-reads.server.ts";
import { verifyReceivable } from "#app/modules/invoicing/verify-receivable.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { fileVisibleTo } from "#app/modules/oversight/file-reads.server.ts";
import { acknowledgeProceeds } from "#app/modules/payments/match-proceeds.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { assignedClaims } from "#tests/support/assigned-claims.ts";
import { atOnce, times } from "#tests/support/at-once.ts";
import { banking } from "#tests/support/banking.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { locked } from "#tests/support/loads.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: what an assignee gave for a claim stands in both books when both said so, never more than the claim, and at the end nothing is left
// of it in either. Method: real deliveries, whole stories through commands; the proofs run when the database is given back.
const database = await testDatabase({ poolSize: 12 });
fixClock(WORLD_STARTS);
const road = deliveries(database);
const { invoiced, balance, reported } = banking(database, road);
const claims = claimsOn(database);

const on = (organisationId: string, code: string, subjectId: string) =>
  database.sql`select balance::text as balance from account_balances
    where organisation_id = ${organisationId} and code = ${code} and subject_id = ${subjectId}`.then(
    ([row]) => BigInt(String(row?.["balance"] ?? "0")),
  );

const { assigned, stated } = assignedClaims(invoiced);

test("eighty per cent at once, the rest after the buyer paid: both books end at nothing, and the fee is where it belongs", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total, assignmentId } = one;
  const { town, seller, kitchen } = deal;
  const first = (total * 80n) / 100n;
  const { proceedsId } = await stated(one, bumd.finance, { money: first });
  expect(await on(seller.id, "1210", kitchen.id)).toBe(total);
  const tasks = await tasksFor(seller.treasurer.actor, WORLD_STARTS);
  expect(tasks.filter(({ kind }) => kind === "proceeds.answer")).toMatchObject([
    { subjectId: proceedsId, params: { amount: first.toString() } },
  ]);
  await acknowledgeProceeds(town.callOf(seller.treasurer), { proceedsId });
  expect(await on(seller.id, "1210", kitchen.id)).toBe(total - first);
  expect(await on(bumd.id, "2130", seller.id)).toBe(first - total);
  expect(await balance(seller.id, "1100")).toBe(first);

  const { paymentId } = await reported(deal, one.invoiceId, total, "TRX-HOLDER");
  await verifyPayment(town.callOf(bumd.finance), { paymentId });
  const fee = 15_000n;
  const second = await stated(one, bumd.finance, { money: total - first - fee, fee });
  await acknowledgeProceeds(town.callOf(seller.treasurer), second);
  expect(await on(seller.id, "1210", kitchen.id)).toBe(0n);
  expect(await on(bumd.id, "2130", seller.id)).toBe(0n);
  expect(await balance(seller.id, "5570")).toBe(fee);
  expect(await balance(bumd.id, "4600")).toBe(-fee);
  expect(await balance(seller.id, "1100")).toBe(total - fee);
  expect(await balance(bumd.id, "1100")).toBe(fee);

  expect(await proceedsVisibleTo(seller.id, assignmentId)).toMatchObject({
    standing: { settledRupiah: total, leftRupiah: 0n, feeRupiah: fee },
  });
  expect(await proceedsVisibleTo(kitchen.id, assignmentId)).toBeNull();
  expect(await outcomeOf(stated(one, bumd.finance, { money: 1n }))).toBe("invoicing.proceedsTooMuch");
});

test("an institution outside of the house: two people of the seller say it, and the second may approve payouts", async () => {
  const one = await assigned("bank");
  const { deal, total } = one;
  const { town, seller, kitchen } = deal;
  const said = await stated(one, seller.treasurer, { money: total - 20_000n, fee: 20_000n });
  expect(await outcomeOf(acknowledgeProceeds(town.callOf(seller.treasurer), said))).toBe(
    "invoicing.proceedsReceiver",
  );
  expect(await outcomeOf(acknowledgeProceeds(town.callOf(seller.secretary), said))).toBe(
    "invoicing.proceedsReceiver",
  );
  await acknowledgeProceeds(town.callOf(seller.chair), said);
  expect(await on(seller.id, "1210", kitchen.id)).toBe(0n);
  expect(await balance(seller.id, "1100")).toBe(total - 20_000n);
  expect(await balance(seller.id, "5570")).toBe(20_000n);
});

test("nobody states or answers for another; the buyer and strangers do not even know", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, assignmentId } = one;
  const { town, seller, kitchen } = deal;
  const stranger = await town.bumd();
  for (const [person, outcome] of [
    [seller.treasurer, "invoicing.forbidden"],
    [kitchen.finance, "invoicing.forbidden"],
    [stranger.finance, "invoicing.assignmentMissing"],
  ] as const)
    expect(await outcomeOf(stated(one, person, { money: 1_000n }))).toBe(outcome);
  const said = await stated(one, bumd.finance, { money: 1_000n });
  for (const [person, outcome] of [
    [bumd.finance, "invoicing.proceedsReceiver"],
    [seller.business, "invoicing.proceedsReceiver"],
    [kitchen.finance, "invoicing.proceedsMissing"],
    [stranger.finance, "invoicing.assignmentMissing"],
  ] as const)
    expect(await outcomeOf(acknowledgeProceeds(town.callOf(person), said))).toBe(outcome);
  const [part] = (await proceedsVisibleTo(seller.id, assignmentId))?.parts ?? [];
  const sees = async (organisationId: string) =>
    (await fileVisibleTo(
      { organisationIds: [organisationId], moneyIds: [organisationId] },
      part?.proofId ?? "",
    )) !== null;
  expect([await sees(seller.id), await sees(bumd.id), await sees(kitchen.id)]).toEqual([true, true, false]);

  await refuseProceeds(town.callOf(seller.treasurer), { ...said, reason: "Belum ada di rekening" });
  // The same proof may come again, once.
  const mark = "again";
  const again = await stated(one, bumd.finance, { money: 1_000n, mark });
  expect(
    await outcomeOf(withdrawProceeds(town.callOf(seller.treasurer), { ...again, reason: "Bukan kami" })),
  ).toBe("invoicing.forbidden");
  await withdrawProceeds(town.callOf(bumd.finance), { ...again, reason: "Salah jumlah" });
  await acknowledgeProceeds(
    town.callOf(seller.treasurer),
    await stated(one, bumd.finance, { money: 2_000n, mark }),
  );
  expect(await outcomeOf(stated(one, bumd.finance, { money: 2_000n, mark }))).toBe("payments.proofUsed");
});

test("a claim goes back to its seller only when what was given for it went back", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total, assignmentId } = one;
  const { town, seller, kitchen } = deal;
  const release = () =>
    outcomeOf(releaseAssignment(town.callOf(bumd.finance), { assignmentId, reason: "Perjanjian batal" }));
  const given = await stated(one, bumd.finance, { money: total - 5_000n, fee: 5_000n });
  expect(await release()).toBe("invoicing.proceedsWait");
  await acknowledgeProceeds(town.callOf(seller.treasurer), given);
  expect(await release()).toBe("invoicing.proceedsStand");
  const back = (money: bigint, fee: bigint) =>
    stated(one, seller.treasurer, { money, fee, direction: "back" });
  expect(await outcomeOf(back(total - 5_000n, 5_001n))).toBe("invoicing.proceedsBackTooMuch");
  expect(await outcomeOf(back(total - 10_000n, 10_000n))).toBe("invoicing.proceedsBackTooMuch");
  await acknowledgeProceeds(town.callOf(bumd.finance), await back(total - 5_000n, 5_000n));
  expect(await on(seller.id, "1210", kitchen.id)).toBe(total);
  expect(await balance(bumd.id, "4600")).toBe(0n);
  expect(await release()).toBe("done");
  expect(await on(seller.id, "1210", kitchen.id)).toBe(0n);
  expect(await on(bumd.id, "2130", seller.id)).toBe(0n);
  expect(await on(seller.id, "1200", kitchen.id)).toBe(total);
});

test("a credit note after the assignee gave all: the buyer has it, and the seller gives its part back", async () => {
  const deal = await locked(database, [4, 2], { freightPaidBy: "seller", serviceFeeBasisPoints: 50 });
  const { town: place, hub, buyer } = deal;
  const bumd = await place.bumd();
  const shown = await claims.delivered(deal);
  const invoiceId = await claims.invoiced(deal);
  const { receivableId } = await verifyReceivable(place.callOf(hub.cashier), { invoiceId });
  const { assignmentId } = await proposeAssignment(place.callOf(hub.cashier), {
    receivableId,
    holderId: bumd.id,
    basis: "Perjanjian 9/2026",
  });
  await checkAssignment(place.callOf(hub.head), { assignmentId });
  await takeAssignment(place.callOf(bumd.finance), { assignmentId });
  await acknowledgeAssignment(place.callOf(buyer.finance), { assignmentId });
  const [row] = await database.sql`select total_rupiah::text as total from invoices where id = ${invoiceId}`;
  const total = BigInt(String(row?.["total"]));
  const one = { deal: { town: place }, assignmentId };
  await acknowledgeProceeds(
    place.callOf(hub.cashier),
    await stated(one, bumd.finance, { money: total - 9_000n, fee: 9_000n }),
  );
  const granted = await claims.open(deal, shown.shares[0]?.shipmentId ?? "", {
    cause: "quality",
    grams: 30_000n,
  });
  await decideDispute(place.callOf(hub.head), await claims.decision(deal, granted, null, "road"));
  await claims.settle(deal, granted);
  const credited = -(await on(hub.id, "1210", buyer.id));
  expect(credited).toBeGreaterThan(0n);
  expect(await on(bumd.id, "2130", hub.id)).toBe(credited);
  expect((await proceedsVisibleTo(bumd.id, assignmentId))?.standing.leftRupiah).toBe(-credited);
  await acknowledgeProceeds(
    place.callOf(bumd.finance),
    await stated(one, hub.cashier, { money: credited, direction: "back" }),
  );
  expect(await on(hub.id, "1210", buyer.id)).toBe(0n);
  expect(await on(bumd.id, "2130", hub.id)).toBe(0n);
});

test("of many who state at once one does, and of many who acknowledge at once one does", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller, kitchen } = deal;
  const ends = await atOnce(times(4, (index) => stated(one, bumd.finance, { money: total - BigInt(index) })));
  expect(ends).toEqual({ done: 1, "invoicing.proceedsWait": 3 });
  const [part] = (await proceedsVisibleTo(seller.id, one.assignmentId))?.parts ?? [];
  const answered = await atOnce(
    times(3, () => acknowledgeProceeds(town.callOf(seller.treasurer), { proceedsId: part?.id ?? "" })),
  );
  expect(answered["done"]).toBe(1);
  expect(await on(seller.id, "1210", kitchen.id)).toBe(total - (part?.moneyRupiah ?? 0n));
});

test("past every command: no more than the claim, no second word, nothing changed or taken away", async () => {
  const one = await assigned("bumd");
  const { deal, bumd, total } = one;
  const { town, seller } = deal;
  const { proceedsId } = await stated(one, bumd.finance, { money: total });
  const copy = (id: string, state: string, money: bigint) => database.sql`
    insert into assignment_proceeds (id, assignment_id, state, direction, money_rupiah, fee_rupiah, paid_on, bank_reference, proof_id,
      proof_sha256, stated_at, stated_by, answered_at, answered_by, reason)
    select ${id}, assignment_id, ${state}, direction, ${money.toString()}, 0, paid_on, bank_reference, proof_id, ${id}, stated_at, stated_by,
      ${state === "stated" ? null : WORLD_STARTS}, ${state === "stated" ? null : seller.treasurer.actor.personId}, null
    from assignment_proceeds where id = ${proceedsId}`;
  await expect(copy("rap_second", "stated", 1n)).rejects.toThrow(/assignment_proceeds_waiting/);
  await expect(copy("rap_more", "acknowledged", total + 1n)).rejects.toThrow(/no more than/);
  await expect(
    database.sql`update assignment_proceeds set money_rupiah = 1 where id = ${proceedsId}`,
  ).rejects.toThrow(/append-only/);
  await expect(database.sql`delete from assignment_proceeds where id = ${proceedsId}`).rejects.toThrow(
    /append-only/,
  );
  await acknowledgeProceeds(town.callOf(seller.treasurer), { proceedsId });
  await expect(
    database.sql`update assignment_proceeds set state = 'stated', answered_at = null, answered_by = null where id = ${proceedsId}`,
  ).rejects.toThrow(/append-only/);
  await expect(
    database.sql`update receivable_assignments set state = 'released', ended_at = now(), end_reason = 'paksa'
      where id = ${one.assignmentId}`,
  ).rejects.toThrow(/went back/);
});

test("whatever is stated in whatever order, what is settled stays between nothing and the claim", () => {
  const part = fc.record({
    direction: fc.constantFrom("given" as const, "back" as const),
    moneyRupiah: fc.bigInt(1n, 500n),
    feeRupiah: fc.bigInt(0n, 100n),
  });
  fc.assert(
    fc.property(fc.bigInt(1n, 1_000n), fc.array(part, { maxLength: 20 }), (due, wishes) => {
      const parts: ((typeof wishes)[number] & { state: ProceedsState })[] = [];
      for (const wish of wishes) {
        const flaw = flawOfProceeds(wish, standingOf(due, parts));
        parts.push({ ...wish, state: flaw === null ? "acknowledged" : "refused" });
        const { settledRupiah, feeRupiah, leftRupiah, moneyRupiah } = standingOf(due, parts);
        expect(settledRupiah >= 0n && settledRupiah <= due && feeRupiah >= 0n).toBe(true);
        expect(leftRupiah + moneyRupiah + feeRupiah).toBe(due);
      }
    }),
  );
});
