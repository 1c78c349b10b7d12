import { expect, test } from "vitest";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { bankReference } from "#app/modules/payments/bank-file.ts";
import { batchOf, proposalsUntil } from "#app/modules/payments/batch-reads.server.ts";
import { approveBatch } from "#app/modules/payments/decide-batch.server.ts";
import { readOutcomes } from "#app/modules/payments/outcome-file.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { recordOutcomes } from "#app/modules/payments/record-outcomes.server.ts";
import { confirmPayout, returnPayout } from "#app/modules/payments/settle-payout.server.ts";
import { outcomeWords } from "#app/modules/payments/ui/outcome-words.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { type Koperasi, world } from "#tests/support/world.ts";

// Goal: no day that somebody types, or a bank writes, puts money into a time that has not come or into a month that is closed; and a row
// that says such a day stops no other row. Method: three producers who are owed and paid in one batch, with one day of each kind.
const database = await testDatabase();

/** A koperasi with an approved batch that pays so many producers Rp 100.000 each. */
async function batchOfThree() {
  const town = world(database);
  const seller = await town.koperasi();
  const makers = [];
  for (const name of ["Bu Sri", "Pak Slamet", "Mbok Yem"])
    makers.push(await addProducer(town.callOf(seller.business), { name }));
  for (const { producerId } of makers)
    await inTransaction((tx) =>
      postEntry(
        tx,
        town.systemCall(),
        entryOf({
          organisationId: seller.id,
          kind: "producers.due",
          subjectId: producerId,
          occurredOn: town.today,
          narration: "Panen",
          lines: [
            { account: "purchases", debit: 100_000n },
            { account: "payableProducer", of: producerId, credit: 100_000n },
          ],
        }),
      ),
    );
  const due = await proposalsUntil(seller.id, town.today);
  // Of goods of which nothing was agreed they are due at once, whoever of them is looked at.
  expect(due.map(({ id, dueRupiah, dueOn }) => [id, dueRupiah, dueOn]).toSorted()).toEqual(
    makers.map(({ producerId }) => [producerId, 100_000n, null]).toSorted(),
  );
  const { batchId } = await proposeBatch(town.callOf(seller.secretary), {
    dueUntil: town.today,
    payouts: makers.map(({ producerId }) => ({
      to: "producer" as const,
      producerId,
      amountRupiah: "100000",
      purpose: "Panen",
    })),
  });
  const treasurer = town.callOf(seller.treasurer);
  await approveBatch(treasurer, { batchId });
  const payoutIds = ((await batchOf(seller.id, batchId))?.rows ?? []).map((row) => row.payoutId);
  return { town, seller, treasurer, batchId, payoutIds };
}

/** The books of a koperasi are closed until the end of a month, as two people of it agreed. */
async function close(seller: Koperasi, through: BusinessDay) {
  await database.sql`
    insert into book_closings (id, organisation_id, through, state, asked_by, asked_at, decided_by, decided_at, entry_count, debit_rupiah)
    values (${newId("closing")}, ${seller.id}, ${through}, 'closed', ${seller.treasurer.actor.personId}, now(),
      ${seller.chair.actor.personId}, now(), 0, 0)`;
  await database.sql`update book_periods set closed_through = ${through} where organisation_id = ${seller.id}`;
}

test("a transfer cannot have been made, or come back, on a day that has not come", async () => {
  const { town, treasurer, payoutIds } = await batchOfThree();
  const [payoutId = ""] = payoutIds;
  const bankReference = "TRX 0001";
  const confirm = (settledOn: BusinessDay) =>
    outcomeOf(confirmPayout(treasurer, { payoutId, settledOn, bankReference }));
  expect(await confirm(addDays(town.today, 365))).toBe("payments.dayToCome");
  expect(await confirm(addDays(town.today, 1))).toBe("payments.dayToCome");
  expect(await confirm(town.today)).toBe("done");
  const back = { payoutId, returnedOn: addDays(town.today, 1), reason: "Rekening tutup" };
  expect(await outcomeOf(returnPayout(treasurer, back))).toBe("payments.dayToCome");
});

test("a row of a bank's file with a day that the books do not take is named, and the others are booked", async () => {
  const { town, seller, treasurer, batchId, payoutIds } = await batchOfThree();
  const closed = "2026-06-30" as BusinessDay;
  await close(seller, closed);
  const [late = "", early = "", right = ""] = payoutIds.map(bankReference);
  const told = await recordOutcomes(treasurer, {
    batchId,
    text: [
      "referensi,status,tanggal",
      `${late},berhasil,${closed}`,
      `${early},berhasil,${addDays(town.today, 2)}`,
      `${right},berhasil,${town.today}`,
    ].join("\n"),
    on: town.today,
  });
  expect(told).toMatchObject({ paid: 1, failed: 0, faults: ["2 closed", "3 dayToCome"] });
  const states = ((await batchOf(seller.id, batchId))?.rows ?? []).map((row) => row.state);
  expect(states.toSorted()).toEqual(["approved", "approved", "confirmed"]);
});

test("no row of a long file is passed over without a word", () => {
  const rows = Array.from({ length: 503 }, (_, at) => `R${at},ok`);
  const { rows: read, faults } = readOutcomes(["referensi,status", ...rows].join("\n"));
  expect(read.length + faults.length).toBe(503);
  expect(faults[0]).toEqual({ line: 502, code: "tooMany" });
});

test("what a bank's file did is told with each row that was left, and why", () => {
  const done = { paid: 1, failed: 0, returned: 0 };
  const said = outcomeWords({ ...done, faults: ["3 unknown", "4 closed", "5 dayToCome"] });
  expect(said).toContain("Baris 3: bukan dari batch ini.");
  expect(said).toContain("Baris 4: bulannya sudah ditutup.");
  expect(said.length).toBeLessThan(300);
  expect(outcomeWords({ ...done, faults: [] })).not.toContain("Baris");
});
