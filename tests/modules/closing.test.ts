import { expect, test } from "vitest";
import { addDays, type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { agreeToClosing, askClosing, refuseClosing } from "#app/modules/accountability/close-books.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { type AccountName, planOf } from "#app/modules/ledger/chart.ts";
import { closedThrough, closingsOf } from "#app/modules/ledger/closing-reads.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { reportPeriod } from "#app/modules/ledger/report-period.ts";
import { reverseEntry } from "#app/modules/ledger/reverse-entry.server.ts";
import { statementsOf } from "#app/modules/ledger/statement-reads.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { reportPayment } from "#app/modules/payments/report-payment.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { callOf, type Member, systemCall } from "#tests/support/rows.ts";
import { world } from "#tests/support/world.ts";

const noon = (day: string) => new Date(`${day}T05:00:00Z`);
let lastDeed = 0;

function sale(organisationId: string, buyerId: string, amount: bigint, on: BusinessDay) {
  lastDeed += 1;
  return entryOf({
    organisationId,
    kind: "test.sold",
    subjectId: `inv_${lastDeed}`,
    occurredOn: on,
    narration: `Penjualan ${lastDeed}`,
    lines: [
      { account: "receivable", of: buyerId, debit: amount },
      { account: "sales", credit: amount },
    ],
  });
}

/** Something that is waited for until somebody opens it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const CLEAN = [{ name: "entries-balance", rows: [] }];

// Goal: a month is closed by two people and only when everything about it holds; afterwards nothing enters it from any side, and
// what comes late by the house itself lands on the open day. Method: sales over May and June, closed in July, with each thing that
// may be in the way put there once; then deeds into random closed days.
test("a month is closed by two people when nothing is in its way, and takes nothing any more", async () => {
  const database = await testDatabase();
  const { sql } = database;
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  const book = (by: Parameters<typeof postEntry>[1], on: BusinessDay, amount = 1_000n) =>
    inTransaction((tx) => postEntry(tx, by, sale(koperasi.id, kitchen.id, amount, on)));
  const system = (day: string) => systemCall("test", noon(day));
  const by = (member: Member, day: string) => callOf(member, noon(day));
  const first = await book(system("2026-05-04"), businessDay("2026-05-04"));
  for (let n = 0; n < 20; n += 1)
    await book(system("2026-07-01"), addDays(businessDay("2026-05-04"), (n * 11) % 57), BigInt(1_000 + n));

  const ask = (day: string) => askClosing(by(koperasi.treasurer, day), {});
  await expect(askClosing(by(koperasi.overseer, "2026-07-08"), {})).rejects.toMatchObject({
    code: "accountability.forbidden",
  });
  await expect(ask("2026-06-04")).rejects.toMatchObject({ code: "accountability.closingTooEarly" });
  await expect(ask("2026-06-05")).rejects.toMatchObject({ code: "accountability.closingUnproven" });
  await keepProofResults([...CLEAN, { name: "invoices-add-up", rows: [{ off: 1 }] }], noon("2026-07-06"));
  await expect(ask("2026-07-08")).rejects.toMatchObject({
    code: "accountability.closingBroken",
    params: { proof: "invoices-add-up" },
  });
  await keepProofResults(CLEAN, noon("2026-07-06"));
  const shift = (rupiah: number) =>
    sql`update account_days set debit = debit + ${rupiah} where occurred_on = '2026-05-04' and debit > 0`;
  await shift(7);
  await expect(ask("2026-07-08")).rejects.toMatchObject({
    code: "accountability.closingFlaw",
    params: { day: "2026-05-04" },
  });
  await shift(-7);

  const { closingId } = await ask("2026-07-08");
  // It waits for the second person in the list of whoever may agree, and in nobody else's.
  const waitsFor = async (member: Member) =>
    (await tasksFor(member.actor, noon("2026-07-08"))).filter(({ kind }) => kind === "closing.agree");
  expect(await waitsFor(koperasi.chair)).toMatchObject([
    { subjectId: closingId, path: "tutup-buku", params: { day: "2026-05-31" } },
  ]);
  expect(await waitsFor(koperasi.treasurer)).toEqual([]);
  expect(await waitsFor(koperasi.business)).toEqual([]);
  await expect(ask("2026-07-08")).rejects.toMatchObject({ code: "accountability.closingWaits" });
  const agree = (member: Member, id: string) => agreeToClosing(by(member, "2026-07-09"), { closingId: id });
  await expect(agree(koperasi.treasurer, closingId)).rejects.toMatchObject({
    code: "accountability.closingSecondPerson",
  });
  await expect(agree((await town.koperasi()).chair, closingId)).rejects.toMatchObject({
    code: "accountability.closingMissing",
  });
  await refuseClosing(by(koperasi.chair, "2026-07-09"), { closingId, reason: "Nota telur belum lengkap" });
  await expect(agree(koperasi.chair, closingId)).rejects.toMatchObject({
    code: "accountability.closingDecided",
  });
  expect(await waitsFor(koperasi.chair)).toEqual([]);
  const again = await ask("2026-07-09");

  // What held when it was asked for is looked at anew when the second person agrees.
  await keepProofResults([...CLEAN, { name: "invoices-add-up", rows: [{ off: 1 }] }], noon("2026-07-09"));
  await expect(agree(koperasi.chair, again.closingId)).rejects.toMatchObject({
    code: "accountability.closingBroken",
  });
  await keepProofResults(CLEAN, noon("2026-07-09"));
  await shift(7);
  await expect(agree(koperasi.chair, again.closingId)).rejects.toMatchObject({
    code: "accountability.closingFlaw",
  });
  await shift(-7);
  expect(await closedThrough(koperasi.id)).toBeNull();

  // Whoever is still booking into the month is waited for, and counted.
  const entered = gate();
  const leaves = gate();
  const late = inTransaction(async (tx) => {
    const entry = sale(koperasi.id, kitchen.id, 9_000n, businessDay("2026-05-30"));
    await postEntry(tx, by(koperasi.treasurer, "2026-07-09"), entry);
    entered.open();
    await leaves.opened;
  });
  await entered.opened;
  let isClosed = false;
  const closing = agree(koperasi.chair, again.closingId).then(() => {
    isClosed = true;
  });
  await expect
    .poll(() => sql`select 1 from pg_locks where not granted`.then((rows) => rows.length), {
      timeout: 10_000,
    })
    .toBeGreaterThan(0);
  expect(isClosed).toBe(false);
  leaves.open();
  await Promise.all([late, closing]);
  expect(await closedThrough(koperasi.id)).toBe("2026-05-31");
  const [closed] = await closingsOf(koperasi.id);
  const [counted] = await sql`
    select count(*)::int as n from entries where organisation_id = ${koperasi.id} and occurred_on <= '2026-05-31'`;
  expect(closed).toMatchObject({ state: "closed", entryCount: BigInt(counted?.["n"]) });

  // Back-dated deeds of people are refused and change nothing; so is whoever goes round the ledger.
  const deeds = () =>
    sql`select count(*)::int as n, (select sum(debit + credit)::text from account_days) as moved from entries`;
  const before = await deeds();
  for (let n = 0; n < 25; n += 1) {
    const on = addDays(businessDay("2026-05-31"), -((n * 37) % 400));
    await expect(book(by(koperasi.treasurer, "2026-07-09"), on)).rejects.toMatchObject({
      code: "ledger.closedMonth",
      params: { day: on },
    });
  }
  await expect(
    inTransaction((tx) =>
      reverseEntry(tx, by(koperasi.chair, "2026-07-09"), {
        entryId: first,
        kind: "test.sold.reversed",
        occurredOn: businessDay("2026-05-04"),
        narration: "Batal",
      }),
    ),
  ).rejects.toMatchObject({ code: "ledger.closedMonth" });
  expect(await deeds()).toEqual(before);
  await expect(sql`update book_periods set closed_through = null`).rejects.toThrow(/forward only/);
  await expect(sql`update book_periods set closed_through = '2026-06-30'`).rejects.toThrow(/forward only/);
  await expect(sql`update book_closings set state = 'asked', decided_at = null`).rejects.toThrow(/stays/);

  // A reversal, and what the house does late, stand in the open month.
  await inTransaction((tx) =>
    reverseEntry(tx, by(koperasi.chair, "2026-07-09"), {
      entryId: first,
      kind: "test.sold.reversed",
      occurredOn: businessDay("2026-07-09"),
      narration: "Batal",
    }),
  );
  const settled = await book(system("2026-07-09"), businessDay("2026-05-31"));
  const open = await book(by(koperasi.treasurer, "2026-07-09"), businessDay("2026-06-01"));
  const days =
    await sql`select id, occurred_on::text as day from entries where id in ${sql([settled, open])}`;
  expect(new Map(days.map((row) => [row["id"], row["day"]]))).toEqual(
    new Map([
      [settled, "2026-07-09"],
      [open, "2026-06-01"],
    ]),
  );
});

test("a month waits for what was drafted in it and for money of it that nobody has checked, on both sides", async () => {
  const database = await testDatabase({ poolSize: 6 });
  const road = deliveries(database);
  const deal = await road.promised();
  const { town, seller, kitchen } = deal;
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000" });
  const { invoiceId: drafted } = await draftShipmentInvoice(town.systemCall(), { shipmentId });
  const invoiceId = drafted ?? "";
  await inTransaction((tx) =>
    postEntry(tx, town.systemCall(), sale(seller.id, kitchen.id, 1_000n, town.today)),
  );
  await keepProofResults(CLEAN, noon("2026-08-02"));
  const ask = (member: Member) => askClosing(callOf(member, noon("2026-08-10")), {});
  const waitsFor = (open: object) => ({ code: "accountability.closingOpen", params: open });
  await expect(ask(seller.treasurer)).rejects.toMatchObject(waitsFor({ drafts: 1, payments: 0 }));
  await issueInvoice(town.callOf(seller.treasurer), { invoiceId });
  const { fileId: proofId } = await uploadFile(town.callOf(kitchen.finance), {
    purpose: "payment_proof",
    fileName: "bukti.pdf",
    bytes: new Uint8Array(Buffer.from("%PDF-1.7 tutup buku")),
  });
  const { paymentId } = await reportPayment(town.callOf(kitchen.finance), {
    allocations: [{ invoiceId, amountRupiah: "1000000" }],
    transferredOn: town.today,
    bankName: "Bank Uji",
    bankReference: "TRX-TUTUP",
    proofId,
  });
  // The kitchen's books begin with its budget, a month before.
  const { closingId } = await ask(kitchen.finance);
  await agreeToClosing(callOf(kitchen.head, noon("2026-08-10")), { closingId });
  for (const side of [seller.treasurer, kitchen.finance])
    await expect(ask(side)).rejects.toMatchObject(waitsFor({ drafts: 0, payments: 1 }));
  await verifyPayment(town.callOf(seller.treasurer), { paymentId });
  await ask(seller.treasurer);
  await ask(kitchen.finance);
});

test("a December brings the year to equity, its statements stay what they were, and the next year begins at nothing", async () => {
  const database = await testDatabase();
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  const at = noon("2027-01-10");
  const line = (account: AccountName, value: bigint) =>
    planOf(account).subject === null ? { account, debit: value } : { account, of: kitchen.id, debit: value };
  await inTransaction(async (tx) => {
    await postEntry(
      tx,
      systemCall("test", at),
      sale(koperasi.id, kitchen.id, 90_000n, businessDay("2026-12-03")),
    );
    await postEntry(
      tx,
      systemCall("test", at),
      entryOf({
        organisationId: koperasi.id,
        kind: "test.bought",
        subjectId: "bought",
        occurredOn: businessDay("2026-12-20"),
        narration: "Belanja",
        lines: [line("purchases", 70_000n), { account: "cash", credit: 70_000n }],
      }),
    );
  });
  await keepProofResults(CLEAN, at);
  const year = reportPeriod("2026");
  const next = reportPeriod("2027-01");
  if (year === null || next === null) throw new Error("both are periods");
  const open = await statementsOf(koperasi.id, year);
  const { closingId } = await askClosing(callOf(koperasi.treasurer, at), {});
  await agreeToClosing(callOf(koperasi.chair, at), { closingId });
  const closed = await statementsOf(koperasi.id, year);
  expect(closed.income).toEqual(open.income);
  expect(closed.income.result.amount).toBe(20_000n);
  expect(closed.balance.assets).toEqual(open.balance.assets);
  expect(closed.balance.equity.lines).toEqual([{ account: "closedResult", amount: 20_000n, before: 0n }]);
  for (const statements of [closed, await statementsOf(koperasi.id, next)]) {
    expect(statements.balance.funded).toEqual(statements.balance.assets.total);
    expect(statements.balance.yearResult.amount + statements.balance.earlierResult.amount).toBe(0n);
  }
});
