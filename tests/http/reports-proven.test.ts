import type { FunctionComponent } from "react";
import readXlsxFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { m } from "#app/i18n/paraglide/messages.js";
import { sumOf } from "#app/kernel/money.ts";
import { issuePeriodPapers } from "#app/modules/accountability/issue-period-papers.server.ts";
import { periodKinds } from "#app/modules/accountability/period-papers.ts";
import { chart } from "#app/modules/ledger/chart.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { closingOf, type Statements } from "#app/modules/ledger/statement.ts";
import type { AgedAccount } from "#app/modules/oversight/aged-accounts.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import Reports from "#app/routes/buyer/reports.tsx";
import AccountBook from "#app/routes/money/account-book.tsx";
import Ageing from "#app/routes/money/ageing.tsx";
import Books from "#app/routes/money/books.tsx";
import CloseBooks from "#app/routes/money/close-books.tsx";
import StatementsPage from "#app/routes/money/statements.tsx";
import { inTransaction } from "#db/transaction.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { drawnPage } from "#tests/support/drawn-page.ts";
import type { Member } from "#tests/support/rows.ts";
import { signedInVisitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS, type World, world } from "#tests/support/world.ts";

// Goal: trial balance, ledger, cash flow, ageing and cash book are proven on the page that shows them, and their files say the very
// rupiah. Method: books of a koperasi and of a kitchen, asked for as a browser does; then one day of each account is spoilt, and every
// page has to find it.
const database = await testDatabase({ proofs: false });
fixClock(WORLD_STARTS);
const MONTH = WORLD_STARTS.toISOString().slice(0, 7);

type Line = Parameters<typeof entryOf>[0]["lines"][number];
let deeds = 0;

async function book(town: World, organisationId: string, lines: readonly Line[]): Promise<void> {
  deeds += 1;
  const deed = { kind: "test.deed", subjectId: `deed_${deeds}`, narration: `Urusan ${deeds}` };
  await inTransaction((tx) =>
    postEntry(tx, town.systemCall(), entryOf({ ...deed, organisationId, occurredOn: town.today, lines })),
  );
}

async function sheetsIn(bytes: Uint8Array) {
  const sheets = await readXlsxFile(Buffer.from(bytes));
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.slice(1) }));
}

/** What of a row is money: its whole numbers. */
const amounts = (row: readonly unknown[]) =>
  row.filter((cell): cell is number => typeof cell === "number").map(BigInt);

async function reader({ personId, actor }: Member) {
  const browser = await signedInVisitor(personId);
  const [own] = await database.sql<{ slug: string }[]>`
    select slug from organisations where id = ${actor.organisationId}`;
  const at = (path: string) => `/${own?.slug}/${path}`;
  const page = async (path: string) => {
    const { status, body } = await browser.get(at(path));
    expect(status, path).toBe(200);
    return body;
  };
  const shown = async (path: string, Component: FunctionComponent) =>
    drawnPage({ pattern: "/:workspace/*", Component }, at(path), await page(path));
  return { page, shown, file: async (path: string) => sheetsIn(await browser.file(at(path))) };
}

/** Every report of a seller, each as its page is asked for. */
const REPORTS: readonly (readonly [string, FunctionComponent])[] = [
  ["buku", Books],
  [`laporan-keuangan?periode=${MONTH}`, StatementsPage],
  [`buku-besar?akun=${chart.sales.code}&periode=${MONTH}`, AccountBook],
  [`buku-besar?akun=${chart.receivable.code}&periode=${MONTH}`, AccountBook],
  ["umur-piutang?sisi=receivable", Ageing],
  ["umur-piutang?sisi=payable", Ageing],
];
const PAGES = REPORTS.map(([page]) => page);
const proving = (page: string) => `${page}${page.includes("?") ? "&" : "?"}buktikan=ya`;

test("every report is proven where it is read, its file says its rupiah, and a day that was spoilt is found by each", async () => {
  const town = world(database);
  const koperasi = await town.koperasi();
  const buyers = [await town.kitchen(), await town.kitchen()];
  const [kitchen] = buyers;
  if (!kitchen) throw new Error("there is a kitchen");
  for (const [nth, { id }] of buyers.entries()) {
    const worth = BigInt(1_000_000 + nth * 77_777);
    await book(town, koperasi.id, [
      { account: "receivable", of: id, debit: worth },
      { account: "sales", credit: worth },
    ]);
    await book(town, koperasi.id, [
      { account: "cash", debit: worth / 3n },
      { account: "receivable", of: id, credit: worth / 3n },
    ]);
  }
  await book(town, koperasi.id, [
    { account: "purchases", debit: 400_001n },
    { account: "payable", of: kitchen.id, credit: 400_001n },
  ]);
  await book(town, koperasi.id, [
    { account: "payable", of: kitchen.id, debit: 100_000n },
    { account: "cash", credit: 100_000n },
  ]);
  await town.budget(kitchen);
  await book(town, kitchen.id, [
    { account: "purchases", debit: 250_000n },
    { account: "cash", credit: 250_000n },
  ]);
  const [seller, buyer] = [await reader(koperasi.treasurer), await reader(kitchen.finance)];

  for (const [page, Component] of REPORTS) {
    const html = await seller.shown(page, Component);
    expect(html, page).toContain('name="buktikan"');
    expect(html, page).toMatch(/href="[^"]*\.xlsx[?"]/);
    expect((await seller.page(page))["proof"], page).toBeNull();
    expect((await seller.page(proving(page)))["proof"], page).toMatchObject({ flaw: null });
  }
  expect((await buyer.page("laporan"))["proof"]).toBeNull();
  expect((await buyer.page(proving("laporan")))["proof"]).toMatchObject({
    flaw: null,
    lines: { closingRupiah: -250_000n },
  });

  const { statements } = (await seller.page(`laporan-keuangan?periode=${MONTH}`)) as {
    statements: Statements;
  };
  const { cash, trial } = statements;
  const [, , cashSheet, trialSheet] = await seller.file(`laporan-keuangan.xlsx?periode=${MONTH}`);
  expect(cash.closing.amount).toBe(
    sumOf(buyers.map((_, nth) => BigInt(1_000_000 + nth * 77_777) / 3n)) - 100_000n,
  );
  expect(cashSheet?.rows.map((row) => amounts(row)[0])).toEqual([
    cash.opening.amount,
    ...[...cash.came.lines, cash.came.total, ...cash.went.lines, cash.went.total].map(({ amount }) => amount),
    cash.closing.amount,
  ]);
  const moved = sumOf(trial.map((row) => row.debit));
  expect(trialSheet?.rows.map(amounts)).toEqual([
    ...trial.map((row) => [row.opening, row.debit, row.credit, closingOf(row)]),
    [0n, moved, moved, 0n],
  ]);

  // The ledger of one account line by line, and of an account that is followed for each buyer a line for each.
  const [salesSheet] = await seller.file(`buku-besar.xlsx?akun=${chart.sales.code}&periode=${MONTH}`);
  expect(salesSheet?.rows.map(amounts)).toEqual([[1_077_777n, -2_077_777n], [1_000_000n, -1_000_000n], [0n]]);
  const [owedSheet] = await seller.file(`buku-besar.xlsx?akun=${chart.receivable.code}&periode=${MONTH}`);
  expect(new Set(owedSheet?.rows.map((row) => amounts(row).join(" ")))).toEqual(
    new Set(["0 1000000 333333 666667", "0 1077777 359259 718518"]),
  );

  for (const side of ["receivable", "payable"]) {
    const { page } = (await seller.page(`umur-piutang?sisi=${side}`)) as { page: { rows: AgedAccount[] } };
    const [sheet] = await seller.file(`umur-piutang.xlsx?sisi=${side}`);
    expect(page.rows.length).toBe(side === "payable" ? 1 : 2);
    expect(sheet?.rows.map((row) => [row[1], ...amounts(row)])).toEqual(
      page.rows.map(({ name, ages, openRupiah, lateRupiah, heldRupiah }) => [
        name,
        ...[ages.week, ages.fortnight, ages.month, ages.older, openRupiah, lateRupiah, heldRupiah],
      ]),
    );
  }

  const proven = proving("laporan");
  expect(await buyer.shown(proven, Reports)).toContain("BKU masa ini belum terbit");
  const { documentIds } = await issuePeriodPapers(town.callOf(kitchen.finance), {
    budgetId: String(((await buyer.page("laporan")) as { budget: { id: string } }).budget.id),
  });
  expect(await buyer.shown("laporan", Reports)).toContain(
    `laporan/lembar/${documentIds[periodKinds.indexOf("BKU")]}`,
  );
  const [cashBook] = await buyer.file(`laporan/lembar/${documentIds[periodKinds.indexOf("BKU")]}`);
  expect(amounts(cashBook?.rows.at(-1) ?? []).at(-1)).toBe(-250_000n);

  // One day of each account that the reports are drawn from.
  await database.sql`
    update account_days set debit = debit + 5 where ctid in (
      select distinct on (a.organisation_id, a.code) d.ctid from account_days d join accounts a on a.id = d.account_id
      where a.code in ('1100', '1200', '2100') order by a.organisation_id, a.code)`;
  for (const page of PAGES)
    expect(((await seller.page(proving(page)))["proof"] as { flaw: unknown }).flaw, page).not.toBeNull();
  expect((await buyer.page(proving("laporan")))["proof"]).toMatchObject({ flaw: "books" });
});

test("the page of a month's closing has no button while something is in its way, and says where that is done", async () => {
  const town = world(database);
  const koperasi = await town.koperasi();
  const { id: buyerId } = await town.kitchen();
  await book(town, koperasi.id, [
    { account: "receivable", of: buyerId, debit: 90_000n },
    { account: "sales", credit: 90_000n },
  ]);
  const clean = [{ name: "entries-balance", rows: [] }];
  const august = (day: string) => new Date(`2026-08-${day}T05:00:00Z`);
  const shown = async () => (await reader(koperasi.treasurer)).shown("tutup-buku", CloseBooks);
  const asks = 'value="ask"';
  await keepProofResults(clean, august("01"));
  fixClock(august("02"));
  expect(await shown()).toContain(m.accountability_closing_not_yet());
  fixClock(august("10"));
  expect(await shown()).toContain(asks);
  await keepProofResults([...clean, { name: "invoices-add-up", rows: [{ off: 1 }] }], august("09"));
  const broken = await shown();
  expect(broken).not.toContain(asks);
  expect(broken).toContain(m.accountability_closing_check_proofs({ count: "1" }));
  await keepProofResults(clean, august("09"));
  await database.sql`
    update account_days set debit = debit + 5 where ctid in (
      select d.ctid from account_days d join accounts a on a.id = d.account_id
      where a.organisation_id = ${koperasi.id} and a.code = ${chart.receivable.code} limit 1)`;
  const spoilt = await shown();
  expect(spoilt).not.toContain(asks);
  expect(spoilt).not.toContain(m.accountability_closing_check_book({ count: "2" }));
  expect(spoilt).toContain(m.accountability_closing_not_yet());
});
