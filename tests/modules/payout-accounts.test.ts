import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { keepProducerAccount } from "#app/modules/catalogue/keep-producer-account.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntries } from "#app/modules/ledger/post-entry.server.ts";
import { bankReference } from "#app/modules/payments/bank-file.ts";
import { batchOf, proposalsForBatch } from "#app/modules/payments/batch-reads.server.ts";
import { approveBatch } from "#app/modules/payments/decide-batch.server.ts";
import { readOutcomes } from "#app/modules/payments/outcome-file.ts";
import { changedTreasury, isOtherAccount } from "#app/modules/payments/payee-account.ts";
import { payoutsOf } from "#app/modules/payments/payment-reads.server.ts";
import { proposeBatch } from "#app/modules/payments/propose-batch.server.ts";
import { readOutcomeFile } from "#app/modules/payments/read-outcome-file.server.ts";
import { recordOutcomes } from "#app/modules/payments/record-outcomes.server.ts";
import { confirmPayout, returnPayout } from "#app/modules/payments/settle-payout.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";
import { figure, inline, writtenXlsx } from "#tests/support/xlsx.ts";

// Goal: the second person sees that money goes to another account than the last time, and nobody is left out of a batch unsaid.
// Method: producers whom a koperasi owes by its ledger; accounts replaced between one payout and the next.
const database = await testDatabase();
const clock = fixClock(WORLD_STARTS);

/** A koperasi that owes producers so much each. */
async function owing(amounts: readonly bigint[]) {
  const town = world(database);
  const seller = await town.koperasi();
  const ids: string[] = [];
  for (const at of amounts.keys())
    ids.push((await addProducer(town.callOf(seller.business), { name: `Pak Tani ${at}` })).producerId);
  await inTransaction((tx) =>
    postEntries(
      tx,
      town.systemCall(),
      amounts.map((amount, at) =>
        entryOf({
          organisationId: seller.id,
          kind: "producers.due",
          subjectId: ids[at] ?? "",
          occurredOn: town.today,
          narration: "uji",
          lines: [
            { account: "cash", debit: amount },
            { account: "payableProducer", of: ids[at] ?? "", credit: amount },
          ],
        }),
      ),
    ),
  );
  const [secretary, treasurer] = [town.callOf(seller.secretary), town.callOf(seller.treasurer)];
  const wish = (producerId: string, amountRupiah: bigint) => ({
    to: "producer" as const,
    producerId,
    amountRupiah: amountRupiah.toString(),
    purpose: "Panen",
  });
  const propose = (payouts: readonly ReturnType<typeof wish>[]) =>
    proposeBatch({ ...secretary, key: null, at: now() }, { dueUntil: town.today, payouts: [...payouts] });
  return { town, seller, ids, secretary, treasurer, wish, propose };
}

test("a payee's new account is shown to whoever approves, with when and beside the old one, until it was paid into", async () => {
  const one = await owing([1_000_000n, 1_000_000n]);
  const { town, seller, treasurer, wish, propose } = one;
  const [tani = "", other = ""] = one.ids;
  const keep = (producerId: string, bankName: string, bankAccount: string) =>
    keepProducerAccount(
      { ...town.callOf(seller.business), at: now() },
      { producerId, bankName, bankAccount, bankAccountHolder: "Tani" },
    );
  const batched = async (...payeeIds: readonly string[]) => {
    const { batchId } = await propose(payeeIds.map((id) => wish(id, 100_000n)));
    const rows = (await batchOf(seller.id, batchId))?.rows ?? [];
    return { batchId, rows, payoutId: rows[0]?.payoutId ?? "" };
  };
  const paid = async ({ batchId, payoutId }: { batchId: string; payoutId: string }) => {
    await approveBatch({ ...treasurer, key: null }, { batchId });
    const told = { payoutId, settledOn: town.today, bankReference: "TRF-1" };
    await confirmPayout({ ...treasurer, key: null }, told);
  };
  // Without an account, and then with the first one that is ever paid into: nothing has changed.
  await paid(await batched(tani));
  await keep(tani, "Bank BRI", "1111-2222-3333");
  const first = await batched(tani);
  expect(first.rows).toMatchObject([{ account: "••••3333", accountChange: null }]);
  await paid(first);
  // Cut into other groups it is the same.
  await keep(tani, "BRI", "111122223333");
  await paid(await batched(tani));

  clock.advance(60_000);
  await keep(tani, "BCA", "9999 8888 7777");
  const changedAt = now();
  clock.advance(60_000);
  const before = { before: "BRI ••••3333", paidOn: town.today };
  const changed = await batched(tani, other);
  expect(changed.rows).toMatchObject([
    { bank: "BCA", account: "••••7777", accountChange: { ...before, changedAt } },
    { account: null, accountChange: null },
  ]);
  // Replaced again meanwhile: what was asked for still goes to the account of then, and says so.
  await keep(tani, "BNI", "5555444433");
  const listed = (await payoutsOf(seller.id, { limit: 10 })).rows;
  const shown = listed.find(({ id }) => id === changed.payoutId);
  expect(shown).toMatchObject({ payeeBank: "BCA", payeeAccount: "••••7777", accountChange: before });
  const told = JSON.stringify(listed, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}` : value,
  );
  expect(told).not.toMatch(/1111.?2222|9999.?8888/);
  await paid(changed);
  // A bank that gave it back does not make the account a known one of longer standing: the next one is compared with it.
  await returnPayout(
    { ...treasurer, key: null },
    { payoutId: changed.payoutId, returnedOn: town.today, reason: "Rekening tutup" },
  );
  expect((await batched(tani)).rows).toMatchObject([
    { account: "••••4433", accountChange: { before: "BCA ••••7777" } },
  ]);
});

test("a bank's outcomes are read from a workbook as from text; one that came in half, or has no head, says what it is", async () => {
  const { town, seller, ids, treasurer, wish, propose } = await owing([50_000n, 60_000n]);
  const { batchId } = await propose(ids.map((id) => wish(id, 50_000n)));
  await approveBatch({ ...treasurer, key: null }, { batchId });
  const references = ((await batchOf(seller.id, batchId))?.rows ?? []).map((row) =>
    bankReference(row.payoutId),
  );
  const [paid = "", failed = ""] = references;
  const bytes = writtenXlsx([
    { cells: [[inline("A1", "Petunjuk")], [inline("A2", "Simpan berkas ini")]] },
    {
      cells: [
        [inline("A1", "PT Bank Uji")],
        [],
        [inline("A3", "Referensi"), inline("B3", "Status"), inline("C3", "Tanggal"), inline("D3", "Alasan")],
        // 6 July 2026 as a spreadsheet counts days.
        [inline("A4", paid), inline("B4", "Berhasil"), figure("C4", 46_209, 1)],
        [inline("A5", failed), inline("B5", "Gagal"), inline("C5", ""), inline("D5", 'Rekening; "tutup"')],
        [inline("A6", "LAIN"), inline("B6", "mungkin")],
      ],
    },
  ]);
  const text = await readOutcomeFile(bytes);
  expect(readOutcomes(text).rows).toMatchObject([
    { line: 4, reference: paid, outcome: "paid", on: "2026-07-06" },
    { line: 5, reference: failed, outcome: "failed", on: null, reason: 'Rekening; "tutup"' },
  ]);
  const told = await recordOutcomes(
    { ...treasurer, key: null },
    { batchId, text, on: town.today, file: { fileName: "hasil.xlsx", bytes: Uint8Array.from(bytes) } },
  );
  expect(told).toMatchObject({ paid: 1, failed: 1, faults: ["6 status"] });
  expect((await batchOf(seller.id, batchId))?.files).toMatchObject([
    { kind: "outcomes", fileName: "hasil.xlsx" },
  ]);

  expect(await outcomeOf(readOutcomeFile(bytes.slice(0, Math.floor(bytes.length / 2))))).toBe(
    "kernel.sheetNotTable",
  );
  const oldExcel = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]);
  expect(await outcomeOf(readOutcomeFile(oldExcel))).toBe("kernel.sheetOldExcel");
  const noHead = await readOutcomeFile(writtenXlsx([{ cells: [[inline("A1", "halo")]] }]));
  expect(
    await outcomeOf(recordOutcomes({ ...treasurer, key: null }, { batchId, text: noHead, on: town.today })),
  ).toBe("payments.outcomeHead");
  // Text is read as it was, in the order of its own lines.
  expect(await readOutcomeFile(new TextEncoder().encode("ref;status\nA;ok"))).toBe("ref;status\nA;ok");
});

test("an account is another one by its number or its bank; a treasury's by what is printed", () => {
  const account = (bank: string | null, number: string) => ({ bank, account: number });
  expect(isOtherAccount(account("BANK BRI", "12-34"), account("bri", "1234"))).toBe(false);
  expect(isOtherAccount(account("BNI", "1234"), account("BRI", "1234"))).toBe(true);
  expect(isOtherAccount(account("BRI", "1235"), account("BRI", "1234"))).toBe(true);
  const remitted = (treasury: string, day: number, isPaid = true) => ({
    treasury,
    settledOn: isPaid ? businessDay(`2026-07-0${day}`) : null,
    requestedAt: new Date(`2026-07-0${day}T01:00:00Z`),
  });
  const old = remitted("RKUD Kota Blitar, Bank Jatim 0041-000-12345", 1);
  const never = remitted("RKUD lain 777788889999", 2, false);
  const same = remitted("Bank Jatim 004100012345 RKUD", 3, false);
  const moved = remitted("RKUD Kota Blitar, Bank Jatim 0041-000-99999", 4, false);
  const all = [moved, same, never, old];
  expect(all.map((one) => changedTreasury(one, all)?.before ?? null)).toEqual([
    "RKUD Kota Blitar, Bank Jatim ••••2345",
    null,
    "RKUD Kota Blitar, Bank Jatim ••••2345",
    null,
  ]);
});

test("more than a batch holds is said, asked for by nobody, and comes with the next batch", async () => {
  const { town, seller, ids, wish, propose } = await owing(Array.from({ length: 203 }, () => 5_000n));
  expect(await outcomeOf(propose(ids.map((id) => wish(id, 5_000n))))).toBe("payments.batchTooLong");
  const due = await proposalsForBatch(seller.id, town.today);
  expect([due.rows.length, due.left, due.leftRupiah]).toEqual([200, 3, 15_000n]);
  const { asked } = await propose(due.rows.map((row) => wish(row.id, row.dueRupiah)));
  expect(asked).toBe(200);
  const rest = await proposalsForBatch(seller.id, town.today);
  expect([rest.rows.length, rest.left, rest.leftRupiah]).toEqual([3, 0, 0n]);
});
