import { expect, test } from "vitest";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { statementsSubject } from "#app/modules/accountability/financial-statements.ts";
import { issueStatements } from "#app/modules/accountability/issue-statements.server.ts";
import { voidReasonWords } from "#app/modules/documents/formal.ts";
import { factsOf } from "#app/modules/documents/paper-of.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { systemCall } from "#tests/support/rows.ts";
import { type Kitchen, type Koperasi, WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: the paper of the statements says what the books say, is theirs alone, and none is issued of books that part from their
// journal. Method: a sale on credit, its payment in part and a purchase, booked by hand; then one day's sum is spoilt.
const database = await testDatabase({ proofs: false });
const { sql } = database;

async function booked(koperasi: Koperasi, kitchen: Kitchen, on: string, n: number): Promise<void> {
  const head = { organisationId: koperasi.id, occurredOn: on as BusinessDay, narration: `Urusan ${n}` };
  const entries = [
    entryOf({
      ...head,
      kind: "test.sold",
      subjectId: `sold_${n}`,
      lines: [
        { account: "receivable", of: kitchen.id, debit: 1_000_000n },
        { account: "sales", credit: 1_000_000n },
      ],
    }),
    entryOf({
      ...head,
      kind: "test.paid",
      subjectId: `paid_${n}`,
      lines: [
        { account: "cash", debit: 600_000n },
        { account: "receivable", of: kitchen.id, credit: 600_000n },
      ],
    }),
    entryOf({
      ...head,
      kind: "test.bought",
      subjectId: `bought_${n}`,
      lines: [
        { account: "purchases", debit: 250_000n },
        { account: "cash", credit: 250_000n },
      ],
    }),
  ];
  await inTransaction(async (tx) => {
    for (const entry of entries) await postEntry(tx, systemCall("test", WORLD_STARTS), entry);
  });
}

async function papersOf(organisationId: string, period: string) {
  const rows = await sql`
    select id, number, state, void_reason, facts from documents
    where kind = 'LK' and subject_id = ${statementsSubject(organisationId, period)} order by serial`;
  return rows.map((row) => ({
    id: String(row["id"]),
    number: String(row["number"]),
    state: String(row["state"]),
    reason: row["void_reason"] as string | null,
    facts: factsOf("LK", row["facts"]),
  }));
}

test("the paper says what the books say, and a new one voids it when they moved", async () => {
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  const call = () => town.callOf(koperasi.treasurer);
  await booked(koperasi, kitchen, "2026-06-10", 1);
  const first = await issueStatements(call(), { period: "2026-06" });
  expect(await issueStatements(call(), { period: "2026-06" })).toEqual(first);
  expect(await papersOf(koperasi.id, "2026-06")).toMatchObject([
    {
      number: `001/LK/${koperasi.shortName}/VII/2026`,
      state: "issued",
      facts: {
        startsOn: "2026-06-01",
        endsOn: "2026-06-30",
        isClosed: false,
        provenLines: 6,
        incomeTitle: "Perhitungan hasil usaha",
        resultRupiah: 750_000n,
        resultBeforeRupiah: 0n,
        assets: { amountRupiah: 750_000n },
        liabilities: { amountRupiah: 0n },
        equity: { amountRupiah: 750_000n },
        cashOpeningRupiah: 0n,
        cashCame: { amountRupiah: 600_000n },
        cashWent: { amountRupiah: 250_000n },
        cashClosingRupiah: 350_000n,
        preparedRole: "Bendahara",
        approvedRole: "Ketua",
      },
    },
  ]);
  const [paper] = await papersOf(koperasi.id, "2026-06");
  expect(paper?.facts.trial).toHaveLength(4);

  await booked(koperasi, kitchen, "2026-06-20", 2);
  await issueStatements(call(), { period: "2026-06" });
  expect(await papersOf(koperasi.id, "2026-06")).toMatchObject([
    { state: "voided", reason: voidReasonWords.booksMoved },
    { number: `002/LK/${koperasi.shortName}/VII/2026`, facts: { resultRupiah: 1_500_000n, provenLines: 12 } },
  ]);
  // The year is a paper of its own, and July compares itself with June.
  await issueStatements(call(), { period: "2026" });
  await issueStatements(call(), { period: "2026-07" });
  expect((await papersOf(koperasi.id, "2026"))[0]?.facts).toMatchObject({ resultRupiah: 1_500_000n });
  expect((await papersOf(koperasi.id, "2026-07"))[0]?.facts).toMatchObject({
    resultRupiah: 0n,
    resultBeforeRupiah: 1_500_000n,
    cashOpeningRupiah: 700_000n,
    cashClosingRupiah: 700_000n,
  });
});

test("books that part from their journal get no paper, and only who answers for closing them issues one", async () => {
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  const issue = (period: string, by: Parameters<typeof town.callOf>[0] = koperasi.treasurer) =>
    outcomeOf(issueStatements(town.callOf(by), { period }));
  expect(await issue("2026-06")).toBe("accountability.statementsEmpty");
  await booked(koperasi, kitchen, "2026-06-10", 3);
  expect(await issue("2026-08")).toBe("accountability.statementsFuture");
  for (const period of ["2026-13", "06-2026", "", "2026-06-01"])
    expect(await issue(period)).toBe("period: accountability.statementsPeriod");
  expect(await issue("2026-06", koperasi.warehouse)).toBe("accountability.forbidden");
  expect(await issue("2026-06", kitchen.field)).toBe("accountability.forbidden");
  // A kitchen's own books are another's: this one has none.
  expect(await issue("2026-06", kitchen.head)).toBe("accountability.statementsEmpty");

  const [row] = await sql`
    select d.account_id from account_days d join accounts a on a.id = d.account_id
    where a.organisation_id = ${koperasi.id} and a.code = '4100'`;
  await sql`update account_days set credit = credit + 5 where account_id = ${row?.["account_id"]}`;
  expect(await issue("2026-06")).toBe("accountability.statementsUnproven");
  // The books until the day before are sound, and empty.
  expect(await issue("2026-05")).toBe("accountability.statementsEmpty");
  expect(await papersOf(koperasi.id, "2026-06")).toEqual([]);
});
