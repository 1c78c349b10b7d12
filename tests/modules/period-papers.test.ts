import readXlsxFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { proveCashBook } from "#app/modules/accountability/cash-book-proof-reads.server.ts";
import { issuePeriodPapers } from "#app/modules/accountability/issue-period-papers.server.ts";
import { xlsxBytes } from "#app/modules/accountability/pack-sheets.server.ts";
import { sheetsOfPeriodPaper } from "#app/modules/accountability/paper-sheet-reads.server.ts";
import { periodKinds } from "#app/modules/accountability/period-papers.ts";
import { budgetPeriodFor } from "#app/modules/accountability/period-reads.server.ts";
import { periodViewOf } from "#app/modules/accountability/period-view-reads.server.ts";
import { documentForRendering, documentVisibleTo } from "#app/modules/documents/document-reads.server.ts";
import { type FactsByKind, factsOf } from "#app/modules/documents/paper-of.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: every paper of a budget says what the ledger says, to the rupiah, and nothing else. Method: a delivery that is weighed,
// invoiced and paid; then one entry that nothing but the ledger knows of, which every paper has to show.
const database = await testDatabase({ poolSize: 6 });
const { promised, dispatched, receive, paid } = deliveries(database);

async function papersOf(deal: Deal): Promise<FactsByKind & { readonly ids: readonly string[] }> {
  const { budgetId, town, kitchen } = deal;
  const { documentIds } = await issuePeriodPapers(town.callOf(kitchen.finance), { budgetId });
  const facts = await Promise.all(
    documentIds.map(async (id, at) => {
      const document = await documentForRendering(id);
      const kind = periodKinds[at] ?? "RAB";
      return [kind, factsOf(kind, document?.facts)] as const;
    }),
  );
  return { ...(Object.fromEntries(facts) as unknown as FactsByKind), ids: documentIds };
}

const sums = ({ RAB, BKU, BPB, BANK, REKAP, DPS }: FactsByKind) => ({
  budget: [RAB.budgetRupiah, REKAP.budgetRupiah],
  cash: BKU.closingRupiah,
  bank: BANK.closingRupiah,
  left: BPB.closingRupiah,
  spent: [
    REKAP.spentRupiah,
    REKAP.days.reduce((sum, row) => sum + row.spentRupiah, 0n),
    REKAP.suppliers.reduce((sum, row) => sum + row.spentRupiah, REKAP.unsuppliedRupiah),
    REKAP.goods.reduce((sum, row) => sum + row.spentRupiah, REKAP.unweighedRupiah),
  ],
  supplied: DPS.totalRupiah,
});

async function ledgerOf({ kitchen, budgetId }: Deal) {
  const of = (account: Parameters<typeof accountBalance>[1], subject: string | null) =>
    accountBalance(kitchen.id, account, subject);
  return {
    budget: await of("budgetSource", budgetId),
    cash: await of("cash", null),
    spent: -(await of("budgetSpent", budgetId)),
  };
}

test("the papers of a budget come to what the ledger says, and move with nothing but its postings", async () => {
  const deal = await promised();
  const { town, kitchen, seller, budgetId } = deal;
  const shipmentId = await dispatched(deal);
  town.goTo(new Date("2026-07-09T08:00:00Z"));
  await receive(deal, shipmentId, { deliveredBase: "99500" });
  await paid(deal, shipmentId);

  const before = await papersOf(deal);
  const books = await ledgerOf(deal);
  expect(books).toEqual({ budget: 500_000_000n, cash: -1_000_000n, spent: 2_706_400n });
  expect(sums(before)).toEqual({
    budget: [books.budget, books.budget],
    cash: books.cash,
    bank: books.cash,
    left: books.budget - books.spent,
    spent: [books.spent, books.spent, books.spent, books.spent],
    supplied: books.spent,
  });
  expect(before.BPB.rows.map((row) => [row.day, row.inRupiah, row.outRupiah])).toEqual([
    ["2026-06-29", 500_000_000n, 0n],
    ["2026-07-09", 0n, 2_706_400n],
  ]);
  // The bank's book is the cash book under the bank's own numbers.
  expect(
    before.BANK.rows.map(({ reference, note, ...row }) => ({ ...row, reference: note, note: null })),
  ).toEqual(before.BKU.rows);
  const transfers = await database.sql`select bank_reference from payments where payer_id = ${kitchen.id}`;
  expect(before.BANK.rows.map((row) => row.reference)).toEqual(transfers.map((row) => row["bank_reference"]));
  expect(before.REKAP).toMatchObject({
    invoicedRupiah: 2_706_400n,
    unsuppliedRupiah: 0n,
    unweighedRupiah: 0n,
  });
  expect(before.DPS.suppliers).toMatchObject([{ deliveries: 1, spentRupiah: 2_706_400n }]);
  expect(before.DPS.least).toBe(15);
  const budget = await budgetPeriodFor(kitchen.id, budgetId);
  if (!budget) throw new Error("the kitchen has its budget");
  expect(await periodViewOf(budget, town.at)).toMatchObject({ spentRupiah: 2_706_400n });

  // Nothing moved: the same papers. Two at once are still one set.
  expect((await papersOf(deal)).ids).toEqual(before.ids);

  // Added up anew, the cash book is what the books keep and what the paper that is out says.
  const provenCash = (nth: number | null) =>
    proveCashBook(budget, nth === null ? null : (before.ids[nth] ?? ""));
  const proven = { flaw: null, rows: 1, lines: { openingRupiah: 0n, closingRupiah: books.cash } };
  expect(await provenCash(1)).toMatchObject({ ...proven, paper: { closingRupiah: books.cash } });
  expect(await provenCash(null)).toMatchObject({ ...proven, paper: null });

  // One rupiah that only the ledger knows of.
  for (const [kind, debit, credit] of [
    ["test.cash", "serviceFeeCost", "cash"],
    ["test.spent", "budgetAvailable", "budgetSpent"],
  ] as const)
    await inTransaction((tx) =>
      postEntry(
        tx,
        town.systemCall(),
        entryOf({
          organisationId: kitchen.id,
          kind,
          subjectId: budgetId,
          occurredOn: town.today,
          narration: "Satu rupiah",
          lines: [
            { account: debit, of: debit === "budgetAvailable" ? budgetId : null, debit: 1n },
            { account: credit, of: credit === "budgetSpent" ? budgetId : null, credit: 1n },
          ],
        }),
      ),
    );
  expect(await provenCash(1)).toMatchObject({
    flaw: "paper",
    paper: { closingRupiah: books.cash },
    lines: { closingRupiah: books.cash - 1n },
  });
  const forged = (rupiah: number) =>
    database.sql`update account_days set debit = debit + ${rupiah} where ctid in (
      select d.ctid from account_days d join accounts a on a.id = d.account_id
      where a.organisation_id = ${kitchen.id} and a.code = '1100' limit 1)`;
  await forged(7);
  expect(await provenCash(null)).toMatchObject({ flaw: "books", books: { closingRupiah: books.cash + 6n } });
  await forged(-7);
  const [after, again] = await Promise.all([papersOf(deal), papersOf(deal)]);
  expect(again.ids).toEqual(after.ids);
  const moved = await ledgerOf(deal);
  expect(moved).toEqual({ ...books, cash: books.cash - 1n, spent: books.spent + 1n });
  expect(sums(after)).toMatchObject({
    cash: moved.cash,
    bank: moved.cash,
    left: moved.budget - moved.spent,
    spent: [moved.spent, moved.spent, moved.spent, moved.spent],
  });
  expect(after.REKAP).toMatchObject({ unsuppliedRupiah: 1n, unweighedRupiah: 1n });
  // A movement that no bank numbered says so.
  expect(after.BANK.rows.at(-1)).toMatchObject({ reference: "Tanpa nomor bank", outRupiah: 1n });
  // What did not move stands; what did is voided and says why.
  expect(after.ids[0]).toBe(before.ids[0]);
  expect(await documentForRendering(before.ids[1] ?? "")).toMatchObject({
    state: "voided",
    voidReason: "Diganti dengan keadaan buku yang lebih baru",
  });

  // The spreadsheet says what the paper says, in the same bytes whenever it is made.
  const sheet = await sheetsOfPeriodPaper(kitchen.id, after.ids[2] ?? "");
  const bytes = await xlsxBytes(sheet?.sheets ?? []);
  expect(Buffer.from(await xlsxBytes(sheet?.sheets ?? [])).equals(Buffer.from(bytes))).toBe(true);
  const [read] = await readXlsxFile(Buffer.from(bytes));
  const cells = read?.data.slice(1) ?? [];
  expect(cells.at(-1)?.[6]).toBe(Number(after.BPB.closingRupiah));
  expect(cells.reduce((sum, row) => sum + Number(row[5]), 0)).toBe(Number(moved.spent));

  // Whom it concerns: the kitchen and its foundation; nobody else is told that there is such a budget.
  for (const id of [kitchen.id, kitchen.foundation.id])
    expect(await documentVisibleTo(id, after.ids[4] ?? "")).not.toBeNull();
  expect(await documentVisibleTo(seller.id, after.ids[4] ?? "")).toBeNull();
  await expect(issuePeriodPapers(town.callOf(kitchen.field), { budgetId })).rejects.toMatchObject({
    code: "accountability.forbidden",
  });
  const stranger = await town.kitchen();
  await expect(issuePeriodPapers(town.callOf(stranger.finance), { budgetId })).rejects.toMatchObject({
    code: "accountability.budgetMissing",
  });
  town.goTo(WORLD_STARTS);
});

// D4, 10: 1.200 small portions at Rp 8.000 and 1.800 large ones at Rp 10.000 may cost Rp 27.600.000 a day.
test("the budget plan allows each day of cooking what its portions may cost", async () => {
  const deal = await promised();
  await database.sql`
    update organisations set small_portions = 1200, large_portions = 1800 where id = ${deal.kitchen.id}`;
  const { RAB } = await papersOf(deal);
  expect(new Set(RAB.days.map((row) => row.capRupiah))).toEqual(new Set([27_600_000n]));
  // From Monday, 29 June to Wednesday, 5 August: 28 days of cooking at five a week.
  expect(RAB.days).toHaveLength(28);
  expect(RAB.lines).toMatchObject([{ quantityBase: 100_000n, amountRupiah: 2_900_000n }]);

  // By the day it only tells: what ten small and ten large portions may cost stops no order, the period's budget alone does.
  const { town, kitchen, budgetId } = deal;
  await database.sql`update organisations set small_portions = 10, large_portions = 10 where id = ${kitchen.id}`;
  const orderId = await town.order(kitchen, { budgetId });
  const again = await papersOf(deal);
  expect(new Set(again.RAB.days.map((row) => row.capRupiah))).toEqual(new Set([180_000n]));
  expect(again.RAB.lines.reduce((sum, line) => sum + line.amountRupiah, 0n)).toBe(5_800_000n);
  const [order] = await database.sql`select state from orders where id = ${orderId}`;
  expect(order?.["state"]).toBe("submitted");
});
