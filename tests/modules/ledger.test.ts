import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { accountLedger, balanceAt, balanceOn } from "#app/modules/ledger/account-reads.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { foldAccountDays } from "#app/modules/ledger/fold-account-days.server.ts";
import { holdBalance } from "#app/modules/ledger/hold-balance.server.ts";
import { accountBalance } from "#app/modules/ledger/ledger-reads.server.ts";
import { postEntries, postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { type TestDatabase, testDatabase } from "#tests/support/database.ts";
import { systemCall } from "#tests/support/rows.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

const MONDAY = businessDay("2026-07-06");
let lastDeed = 0;

function sale(organisationId: string, buyerId: string, amount: bigint, on = MONDAY) {
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

const callAt = (at: Date) => systemCall("test", at);
const hoursLater = (hours: number) => new Date(WORLD_STARTS.getTime() + hours * 3_600_000);

// Goal: whatever day an entry is about and whenever it is written, each balance as of a day and as of a moment is the sum of
// the postings that qualify, before and after the days are folded. Method: entries of four days, written over three,
// some of them late; every balance beside a sum over all of them.
test("a balance as of any day and any moment is the sum of its postings, folded or not", async () => {
  const database = await testDatabase();
  const { sql } = database;
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  const written: { on: string; at: Date; amount: bigint }[] = [];
  for (let n = 0; n < 40; n += 1) {
    const at = hoursLater((n * 7) % 72);
    const on = addDays(MONDAY, ((n * 5) % 4) - 1);
    const amount = BigInt(1_000 + n * 137);
    await inTransaction((tx) => postEntry(tx, callAt(at), sale(koperasi.id, kitchen.id, amount, on)));
    written.push({ on, at, amount });
  }
  const accountId = await accountIdOf(sql, koperasi.id, "4100");
  const sumWhere = (qualifies: (one: (typeof written)[number]) => boolean) =>
    written.filter(qualifies).reduce((sum, one) => sum - one.amount, 0n);
  const holds = async () => {
    for (let day = -2; day < 5; day += 1)
      expect(await balanceOn(accountId, addDays(MONDAY, day))).toBe(
        sumWhere((one) => one.on <= addDays(MONDAY, day)),
      );
    for (let hour = -5; hour < 80; hour += 6)
      expect(await balanceAt(accountId, hoursLater(hour))).toBe(
        sumWhere((one) => one.at <= hoursLater(hour)),
      );
  };
  await holds();
  await foldAccountDays(hoursLater(48));
  await holds();

  // Page by page, every line once, the newest first, each with what it left.
  const lines = [];
  let after: string | undefined;
  do {
    const page = await accountLedger(accountId, { limit: 7, after });
    lines.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(new Set(lines.map((line) => line.postingId)).size).toBe(40);
  expect(lines[0]?.balance).toBe(sumWhere(() => true));
  for (const [at, line] of lines.entries())
    expect(line.balance - line.amount).toBe(lines[at + 1]?.balance ?? 0n);
});

test("sixty sales at once on one account are all booked, and whoever holds a balance lets nobody post meanwhile", async () => {
  const database = await testDatabase();
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  await Promise.all(
    Array.from({ length: 60 }, () =>
      inTransaction((tx) => postEntry(tx, callAt(WORLD_STARTS), sale(koperasi.id, kitchen.id, 1_000n))),
    ),
  );
  expect(await accountBalance(koperasi.id, "sales", null)).toBe(-60_000n);

  let isPosted = false;
  let posting: Promise<unknown> = Promise.resolve();
  await inTransaction(
    async (tx) => {
      expect(await holdBalance(tx, koperasi.id, "sales", null)).toBe(-60_000n);
      posting = inTransaction((other) =>
        postEntry(other, callAt(WORLD_STARTS), sale(koperasi.id, kitchen.id, 500n)),
      ).then(() => {
        isPosted = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(isPosted).toBe(false);
      expect(await accountBalance(koperasi.id, "sales", null, tx)).toBe(-60_000n);
    },
    { isolation: "read committed" },
  );
  await posting;
  expect(await accountBalance(koperasi.id, "sales", null)).toBe(-60_500n);
});

/** Something that is waited for until somebody opens it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

// Goal: an account that everybody uses puts nobody in a row. Method: one sale is written and its transaction stays open; others of the same
// accounts are written and committed meanwhile. Two of them, because connections whose numbers are 64 apart do share a row of days.
test("a sale whose transaction is still open keeps no other sale on the same accounts waiting", async () => {
  const database = await testDatabase();
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  const post = (amount: bigint, then?: () => Promise<void>) =>
    inTransaction(async (tx) => {
      await postEntry(tx, callAt(WORLD_STARTS), sale(koperasi.id, kitchen.id, amount));
      await then?.();
    });
  await post(1n);
  const written = gate();
  const leaves = gate();
  const slow = post(1_000n, async () => {
    written.open();
    await leaves.opened;
  });
  await written.opened;
  const others = [post(20n), post(300n)];
  await Promise.any(others);
  const meanwhile = await accountBalance(koperasi.id, "sales", null);
  expect([-21n, -301n, -321n]).toContain(meanwhile);
  leaves.open();
  await Promise.all([slow, ...others]);
  expect(await accountBalance(koperasi.id, "sales", null)).toBe(-1_321n);
});

test("entries of several books are written together or not at all, and the database knows its laws", async () => {
  const database = await testDatabase();
  const { sql } = database;
  const town = world(database);
  const koperasi = await town.koperasi();
  const other = await town.koperasi();
  const kitchen = await town.kitchen();
  const repeated = sale(koperasi.id, kitchen.id, 900n);
  const ids = await inTransaction((tx) =>
    postEntries(tx, callAt(WORLD_STARTS), [repeated, sale(other.id, kitchen.id, 700n)]),
  );
  expect(ids).toHaveLength(2);
  await expect(
    inTransaction((tx) =>
      postEntries(tx, callAt(WORLD_STARTS), [sale(other.id, kitchen.id, 100n), repeated]),
    ),
  ).rejects.toThrow();
  expect(await accountBalance(other.id, "sales", null)).toBe(-700n);

  const accountId = await accountIdOf(sql, koperasi.id, "4100");
  const strange = await accountIdOf(sql, other.id, "4100");
  type ForgedLine = { readonly account: string; readonly amount: number };
  const forgedWith = (lines: readonly ForgedLine[], day = "2026-07-06") => sql`
    with head as (
      insert into entries (id, organisation_id, kind, subject_id, occurred_on, recorded_at, narration)
      values ('ent_forged', ${koperasi.id}, 'test.forged', 'x', '2026-07-06', ${WORLD_STARTS}, 'x')
    )
    insert into postings (id, entry_id, account_id, position, amount, occurred_on)
    select 'pst_f' || l.place, 'ent_forged', l.account, l.place, l.amount, ${day}
    from unnest(${lines.map((line) => line.account)}::text[], ${lines.map((line) => line.amount)}::bigint[])
      with ordinality as l (account, amount, place)`;
  const forged = (account: string, day: string) =>
    forgedWith(
      [
        { account, amount: 5 },
        { account, amount: -5 },
      ],
      day,
    );
  await expect(forged(strange, "2026-07-06")).rejects.toThrow(/own organisation/);
  await expect(forged("acc_none", "2026-07-06")).rejects.toThrow(/own organisation/);
  await expect(forged(accountId, "2026-07-05")).rejects.toThrow(/day of its entry/);
  await expect(
    forgedWith([
      { account: accountId, amount: 5 },
      { account: accountId, amount: -4 },
    ]),
  ).rejects.toThrow(/balance/);
  await expect(forgedWith([{ account: accountId, amount: 5 }])).rejects.toThrow(/balance/);
  await expect(forgedWith([])).rejects.toThrow(/in one statement with its lines/);
  await expect(
    sql`insert into postings (id, entry_id, account_id, position, amount, occurred_on)
      values ('pst_late', ${ids[0] ?? ""}, ${accountId}, 7, 5, '2026-07-06')`,
  ).rejects.toThrow(/together with their entry/);
  await expect(
    sql`insert into postings (id, entry_id, account_id, position, amount, occurred_on)
      values ('pst_a', 'ent_none', ${accountId}, 0, 5, '2026-07-06'), ('pst_b', 'ent_none', ${accountId}, 1, -5, '2026-07-06')`,
  ).rejects.toThrow(/own organisation/);
  // A line more for an entry of the same transaction would unbalance what was already found in balance.
  await expect(
    sql.begin(async (tx) => {
      await tx`
        with head as (
          insert into entries (id, organisation_id, kind, subject_id, occurred_on, recorded_at, narration)
          values ('ent_forged', ${koperasi.id}, 'test.forged', 'x', '2026-07-06', ${WORLD_STARTS}, 'x')
        )
        insert into postings (id, entry_id, account_id, position, amount, occurred_on)
        values ('pst_f0', 'ent_forged', ${accountId}, 0, 5, '2026-07-06'), ('pst_f1', 'ent_forged', ${accountId}, 1, -5, '2026-07-06')`;
      await tx`insert into postings (id, entry_id, account_id, position, amount, occurred_on)
        values ('pst_f2', 'ent_forged', ${accountId}, 2, 5, '2026-07-06')`;
    }),
  ).rejects.toThrow(/balance/);
  await expect(sql`truncate accounts cascade`).rejects.toThrow(/append-only/);
  await expect(sql`update accounts set code = '4200' where id = ${accountId}`).rejects.toThrow(/opened as/);
});

async function accountIdOf(sql: TestDatabase["sql"], organisationId: string, code: string) {
  const [row] =
    await sql`select id from accounts where organisation_id = ${organisationId} and code = ${code}`;
  return String(row?.["id"]);
}
