import { expect, test } from "vitest";
import { askClosing } from "#app/modules/accountability/close-books.server.ts";
import { trialBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import {
  doubtRemittance,
  keepRemittance,
  reverseRemittance,
} from "#app/modules/payments/correct-remittance.server.ts";
import { remitLevies } from "#app/modules/payments/remit-levies.server.ts";
import { leviesDue, paidInBefore, remittancesOf } from "#app/modules/payments/remittance-reads.server.ts";
import { confirmRemittance } from "#app/modules/payments/settle-remittance.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { locked } from "#tests/support/loads.ts";
import type { Member } from "#tests/support/rows.ts";

// Goal: levies that were booked as paid in, and were not, come out of the books by two people, on a day that is open, and are due again;
// until the second has looked they stand. Method: a call-off with a levy of half a percent, remitted and doubted; the proofs run each time.
const database = await testDatabase({ poolSize: 8 });
const { delivered, invoiced } = claimsOn(database);
const REASON = "Uangnya masuk ke rekening lain";

async function remitted() {
  const deal = await locked(database, [40, 20], {
    levyBasisPoints: 50,
    levyLegalBasis: "Perda contoh 1/2026",
  });
  await delivered(deal);
  await invoiced(deal);
  const { town, hub } = deal;
  const due = await leviesDue(hub.id);
  const { remittanceId } = await remitLevies(town.callOf(hub.cashier), { treasury: "RKUD contoh" });
  const booked = await confirmRemittance(town.callOf(hub.head), {
    remittanceId,
    settledOn: town.today,
    bankReference: "STS-1",
  });
  const owed = async () => {
    const row = (await trialBalance(hub.id)).find(({ account }) => account === "levyPayable");
    return -(row?.balance ?? 0n);
  };
  const waiting = async (member: Member) =>
    (await tasksFor(member.actor, town.at)).filter(({ kind }) => kind === "levy.confirm");
  return { deal, due, remittanceId, number: booked.number, owed, waiting };
}

const faults = async () => (await proveDatabase(database.url)).filter(({ rows }) => rows.length > 0);

test("a wrong remittance is doubted by one and taken out by another: its entry is mirrored, its STS void, its levies due again", async () => {
  const { deal, due, remittanceId, number, owed, waiting } = await remitted();
  const { town, hub } = deal;
  const [cashier, head] = [town.callOf(hub.cashier), town.callOf(hub.head)];
  expect(due.length).toBeGreaterThan(0);
  const total = due.reduce((sum, levy) => sum + levy.amountRupiah, 0n);
  expect([await owed(), await leviesDue(hub.id)]).toEqual([0n, []]);
  // Nobody takes out what nobody doubted, doubts what is another's, or says nothing of why.
  expect(await outcomeOf(reverseRemittance(head, { remittanceId }))).toBe("payments.moved");
  const stranger = await town.hub();
  expect(
    await outcomeOf(doubtRemittance(town.callOf(stranger.cashier), { remittanceId, reason: REASON })),
  ).toBe("payments.missing");
  await doubtRemittance(cashier, { remittanceId, reason: REASON });
  // It stands until a second person has looked.
  expect([await owed(), await leviesDue(hub.id), await faults()]).toEqual([0n, [], []]);
  expect(await outcomeOf(reverseRemittance(cashier, { remittanceId }))).toBe("payments.secondPerson");
  expect(await waiting(hub.head)).toMatchObject([{ subjectId: remittanceId, params: { state: "doubted" } }]);
  const both = await Promise.all([1, 2].map(() => outcomeOf(reverseRemittance(head, { remittanceId }))));
  expect(both.sort()).toEqual(["done", "payments.moved"]);
  expect(await owed()).toBe(total);
  expect((await leviesDue(hub.id)).map(({ statementId }) => statementId)).toEqual(
    due.map(({ statementId }) => statementId),
  );
  expect(await waiting(hub.head)).toEqual([]);
  const [row] = await database.sql`
    select r.state, r.reversed_on::text as day, d.state as paper from levy_remittances r
    join documents d on d.subject_id = r.id and d.kind = 'STS' where r.id = ${remittanceId}`;
  expect(row).toEqual({ state: "reversed", day: town.today, paper: "voided" });
  expect(await faults()).toEqual([]);
  // They are gathered and paid in again, under a number of its own.
  const again = await remitLevies(cashier, { treasury: "RKUD yang benar" });
  const confirmed = await confirmRemittance(head, {
    remittanceId: again.remittanceId,
    settledOn: town.today,
    bankReference: "STS-2",
  });
  expect(confirmed.number).not.toBe(number);
  expect([await owed(), await faults()]).toEqual([0n, []]);
  expect(await outcomeOf(doubtRemittance(cashier, { remittanceId, reason: REASON }))).toBe("payments.moved");
});

test("a doubt that was wrong leaves everything as it was, and may be raised again", async () => {
  const { deal, remittanceId, owed } = await remitted();
  const { town, hub } = deal;
  const [cashier, head] = [town.callOf(hub.cashier), town.callOf(hub.head)];
  await doubtRemittance(cashier, { remittanceId, reason: REASON });
  expect(await outcomeOf(keepRemittance(cashier, { remittanceId }))).toBe("payments.secondPerson");
  await keepRemittance(head, { remittanceId });
  expect([await owed(), await faults()]).toEqual([0n, []]);
  await doubtRemittance(cashier, { remittanceId, reason: REASON });
  await expect(
    database.sql`update levy_remittances set state = 'reversed', reversed_on = ${town.today}, judged_by = doubted_by,
      judged_at = now() where id = ${remittanceId}`,
  ).rejects.toThrow(/levy_remittances_judged_by_another/);
  expect(await faults()).toEqual([]);
});

test("a month is not closed while levies that were gathered in it are on their way; every remittance is found, page by page", async () => {
  const { deal, remittanceId } = await remitted();
  const { town, hub } = deal;
  const cashier = town.callOf(hub.cashier);
  await doubtRemittance(cashier, { remittanceId, reason: REASON });
  await reverseRemittance(town.callOf(hub.head), { remittanceId });
  const again = await remitLevies(cashier, { treasury: "RKUD contoh" });
  const [year, month] = town.today.split("-").map(Number);
  const later = new Date(Date.UTC(year ?? 0, month ?? 0, 20, 3));
  const ask = () => askClosing({ ...cashier, at: later }, {});
  await expect(ask()).rejects.toMatchObject({ code: "accountability.closingOpen", params: { levies: 1 } });
  await confirmRemittance(town.callOf(hub.head), {
    remittanceId: again.remittanceId,
    settledOn: town.today,
    bankReference: "STS-2",
  });
  await expect(ask()).rejects.not.toMatchObject({ code: "accountability.closingOpen" });

  const first = await remittancesOf(hub.id, { limit: 1 });
  const second = await remittancesOf(hub.id, { limit: 1, after: first.next ?? "" });
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([again.remittanceId, remittanceId]);
  expect(second.next).toBeNull();
  expect((await paidInBefore(hub.id, again.remittanceId))?.id).toBe(remittanceId);
  const stranger = await town.hub();
  expect((await remittancesOf(stranger.id, { limit: 9 })).rows).toEqual([]);
});
