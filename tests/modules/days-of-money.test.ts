import { expect, test } from "vitest";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { monthOf } from "#app/modules/ledger/report-period.ts";
import { bankReference } from "#app/modules/payments/bank-file.ts";
import { batchOf, proposalsUntil } from "#app/modules/payments/batch-reads.server.ts";
import { approveBatch } from "#app/modules/payments/decide-batch.server.ts";
import { readOutcomes } from "#app/modules/payments/outcome-file.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { recordOutcomes } from "#app/modules/payments/record-outcomes.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { confirmPayout, returnPayout } from "#app/modules/payments/settle-payout.server.ts";
import { outcomeWords } from "#app/modules/payments/ui/outcome-words.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { banking } from "#tests/support/banking.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";
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
    select ${newId("closing")}, ${seller.id}, ${through}, 'closed', ${seller.treasurer.actor.personId}, now(), ${seller.chair.actor.personId}, now(),
      (select count(*) from entries where organisation_id = ${seller.id} and occurred_on <= ${through}),
      (select coalesce(sum(d.debit), 0) from account_days d join accounts a on a.id = d.account_id
        where a.organisation_id = ${seller.id} and d.occurred_on <= ${through})`;
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

test("a transfer stands in both books on the day on which the bank moved it, and on the day of its booking where that month is closed", async () => {
  const road = deliveries(database);
  const deal = await road.promised();
  const { town, seller, kitchen } = deal;
  const { invoiced, nextInvoice, reported } = banking(database, road);
  const on = (member: Member, day: BusinessDay) => ({
    ...town.callOf(member),
    at: new Date(`${day}T03:00:00Z`),
  });
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  await issueInvoice(town.callOf(seller.secretary), { invoiceId: invoiceId ?? "" });
  const later = addDays(town.today, 3);
  const { paymentId } = await reported(deal, invoiceId ?? "", 1_000_000n, "TRX-AKHIR");
  await verifyPayment(on(seller.treasurer, later), { paymentId });
  const entriesOf = async (id: string) =>
    (
      await database.sql`
        select organisation_id as book, occurred_on::text as day from entries where subject_id = ${id} and kind = 'payment.verified'`
    )
      .map((row) => [row["book"], row["day"]])
      .toSorted();
  const both = [kitchen.id, seller.id].toSorted();
  expect(await entriesOf(paymentId)).toEqual(both.map((id) => [id, town.today]));
  const [receipt] = await database.sql`
    select facts ->> 'issuedOn' as day, facts ->> 'transferredOn' as moved from documents where subject_id = ${paymentId} and kind = 'KW'`;
  expect(receipt).toEqual({ day: later, moved: town.today });

  // The month of the transfer is closed at the seller: both books write it on the day of the word.
  const second = await nextInvoice(deal);
  const late = await reported(deal, second, 1_000_000n, "TRX-TUTUP");
  const end = monthOf(town.today).to;
  await close(seller, end);
  const after = addDays(end, 5);
  await verifyPayment(on(seller.treasurer, after), { paymentId: late.paymentId });
  expect(await entriesOf(late.paymentId)).toEqual(both.map((id) => [id, after]));

  // Nobody transferred tomorrow.
  const other = await invoiced();
  const { fileId: proofId } = await uploadFile(other.deal.town.callOf(other.deal.kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new TextEncoder().encode("%PDF-1.7 besok"),
  });
  const wish = {
    allocations: [{ invoiceId: other.invoiceId, amountRupiah: "1000" }],
    transferredOn: addDays(town.today, 1),
    bankName: "Bank Uji",
    bankReference: "TRX-BESOK",
    proofId,
  };
  const buyer = other.deal.town.callOf(other.deal.kitchen.finance);
  expect(await outcomeOf(reportPayment(buyer, wish))).toBe("payments.dayToCome");
});
