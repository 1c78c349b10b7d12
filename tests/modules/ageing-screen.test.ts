import { expect, test } from "vitest";
import { addDays } from "#app/kernel/calendar.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { agedAccounts, agedSum, proveAgeing } from "#app/modules/oversight/aged-accounts-reads.server.ts";
import { ageingSheet } from "#app/modules/oversight/ageing-sheet.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: what is owed is shown by its age as the books have it, every counterparty once, and a book that was tampered with is found out.
// Method: entries of known ages posted through the ledger's own door.
const database = await testDatabase();
fixClock(WORLD_STARTS);

test("money settles the oldest first; ages add up, pages meet no row twice, and the lines prove it", async () => {
  const town = world(database);
  const seller = await town.koperasi();
  const buyers = [await town.kitchen(), await town.kitchen(), await town.kitchen()];
  let subject = 0;
  const book = (buyerId: string, days: number, amount: bigint) =>
    inTransaction((tx) => {
      const came = amount < 0n;
      const size = came ? -amount : amount;
      return postEntry(
        tx,
        town.systemCall(),
        entryOf({
          organisationId: seller.id,
          kind: "test.ageing",
          subjectId: `t${++subject}`,
          occurredOn: addDays(town.today, -days),
          narration: "uji",
          lines: [
            came ? { account: "cash", debit: size } : { account: "receivable", of: buyerId, debit: size },
            came ? { account: "receivable", of: buyerId, credit: size } : { account: "sales", credit: size },
          ],
        }),
      );
    });
  const [first, second, third] = buyers.map(({ id }) => id) as [string, string, string];
  for (const [days, amount] of [
    [40, 1_000n],
    [31, 500n],
    [30, 400n],
    [15, 300n],
    [14, 200n],
    [8, 100n],
    [7, 50n],
    [0, 25n],
  ] as const)
    await book(first, days, amount);
  await book(first, 3, -1_200n);
  await book(second, 20, 700n);
  await book(third, 20, 700n);
  await book(third, 2, -700n);
  const asked = { organisationId: seller.id, side: "receivable", today: town.today } as const;
  const one = await agedAccounts(asked, { limit: 1 });
  expect(one.rows).toMatchObject([
    { openRupiah: 1_375n, ages: { week: 75n, fortnight: 300n, month: 700n, older: 300n }, lateRupiah: 0n },
  ]);
  const two = await agedAccounts(asked, { limit: 1, after: one.next ?? "" });
  expect(two.rows).toMatchObject([{ openRupiah: 700n, ages: { month: 700n } }]);
  expect(two.next).toBeNull();
  expect((await agedAccounts(asked, { limit: 9, after: "nonsense" })).rows).toHaveLength(2);
  expect(await agedSum(asked)).toMatchObject({ accounts: 2, openRupiah: 2_075n, ages: { older: 300n } });
  expect((await agedAccounts({ ...asked, side: "payable" }, { limit: 9 })).rows).toEqual([]);
  expect(await proveAgeing(asked)).toEqual({ accounts: 2, lines: 12, flaw: null });
  const [cells = []] = ageingSheet(one.rows, "receivable").rows;
  expect(cells.slice(2).map((cell) => cell.kind === "rupiah" && cell.value)).toEqual([
    75n,
    300n,
    700n,
    300n,
    1_375n,
    0n,
    0n,
  ]);

  // Somebody wrote into what the books keep: a booking of today is taken for one of a month ago.
  const move = (from: number, to: number) => database.sql`
    update account_days d set occurred_on = ${addDays(town.today, -to)} from accounts a
    where a.id = d.account_id and a.subject_id = ${first} and a.code = '1200' and d.occurred_on = ${addDays(town.today, -from)}`;
  await database.sql`alter table account_days disable trigger user`;
  await move(0, 35);
  const { flaw } = await proveAgeing(asked);
  await move(35, 0);
  await database.sql`alter table account_days enable trigger user`;
  expect(flaw).toMatchObject({ keptRupiah: 1_375n, linesRupiah: 1_375n });
  expect((await proveAgeing(asked)).flaw).toBeNull();
});
