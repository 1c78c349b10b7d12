import fc from "fast-check";
import { expect, test } from "vitest";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import { declareTurnover } from "#app/modules/invoicing/declare-turnover.server.ts";
import { finalTaxes } from "#app/modules/invoicing/final-tax.ts";
import { finalTaxOf } from "#app/modules/invoicing/final-tax-reads.server.ts";
import { turnoverStanding } from "#app/modules/invoicing/turnover.ts";
import { turnoverOf } from "#app/modules/invoicing/turnover-reads.server.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import type { Member } from "#tests/support/rows.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

// Goal: the threshold of VAT registration is met with everything that was sold, here and elsewhere, and nobody hears of it too late.
const database = await testDatabase({ poolSize: 2 });
fixClock(WORLD_STARTS);
const town = world(database);

const sell = (
  seller: { id: string },
  buyer: { id: string },
  on: BusinessDay,
  amount: bigint,
  subjectId: string,
) =>
  inTransaction((tx) =>
    postEntry(
      tx,
      town.systemCall(),
      entryOf({
        organisationId: seller.id,
        kind: "test.sold",
        subjectId,
        occurredOn: on,
        narration: "Penjualan",
        lines:
          amount > 0n
            ? [
                { account: "receivable", of: buyer.id, debit: amount },
                { account: "sales", credit: amount },
              ]
            : [
                { account: "sales", debit: -amount },
                { account: "receivable", of: buyer.id, credit: -amount },
              ],
      }),
    ),
  );

test("a koperasi owes half a percent of each month's turnover, rounded down, by the rule of the month, and nobody else does", async () => {
  const [koperasi, kitchen, bumd] = [await town.koperasi(), await town.kitchen(), await town.bumd()];
  await sell(koperasi, kitchen, businessDay("2026-05-31"), 27_600_199n, "mei");
  await sell(koperasi, kitchen, businessDay("2026-06-01"), 1_000_000n, "juni");
  await sell(koperasi, kitchen, businessDay("2026-06-30"), -1_500_000n, "retur");
  await sell(koperasi, kitchen, businessDay("2026-07-01"), 199n, "juli");
  await sell(bumd, kitchen, businessDay("2026-05-31"), 27_600_199n, "bumd");
  const due = async (id: string) =>
    (await finalTaxOf(id, town.today))?.months.map((one) => [one.month, one.turnoverRupiah, one.taxRupiah]);
  expect(await due(koperasi.id)).toEqual([
    ["2026-05", 27_600_199n, 138_000n],
    ["2026-06", -500_000n, 0n],
    ["2026-07", 199n, 0n],
  ]);
  expect(await finalTaxOf(koperasi.id, town.today)).toMatchObject({
    taxRupiah: 138_000n,
    rateBasisPoints: 50,
  });
  expect(await finalTaxOf(bumd.id, town.today)).toBeNull();
  await database.sql`
    insert into parameters (id, key, value, valid_from, source)
    values ('par_final_test', 'tax.income_final_basis_points', '100', '2026-07-01', 'Tarif uji')`;
  await sell(koperasi, kitchen, town.today, 9_801n, "juli lagi");
  expect((await due(koperasi.id))?.map(([, , tax]) => tax)).toEqual([138_000n, 0n, 100n]);
  // A year that was above the limit leaves none for the next.
  await sell(koperasi, kitchen, businessDay("2025-03-01"), 4_800_000_001n, "lalu");
  expect(await finalTaxOf(koperasi.id, town.today)).toBeNull();
});

test("above the limit of a year there is no final tax; what was sold elsewhere takes up room first, and months make up their year", () => {
  const rule = { rateBasisPoints: 50, turnoverMaxRupiah: 4_800_000_000n };
  const taxed = (sold: readonly bigint[], elsewhereRupiah: bigint) =>
    finalTaxes(
      { kind: "koperasi", yearBeforeRupiah: 0n, elsewhereRupiah },
      sold.map((turnoverRupiah, at) => ({ month: `2026-${at + 1}`, turnoverRupiah, rule })),
    )?.map((one) => one.taxedRupiah) ?? [];
  expect(taxed([4_000_000_000n, 1_000_000_000n, 5n], 0n)).toEqual([4_000_000_000n, 800_000_000n, 0n]);
  expect(taxed([4_000_000_000n], 900_000_000n)).toEqual([3_900_000_000n]);
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { maxLength: 12 }),
      fc.bigInt({ min: 0n, max: 6n * 10n ** 9n }),
      (sold, elsewhere) => {
        const all = sold.reduce((sum, one) => sum + one, 0n);
        const room = rule.turnoverMaxRupiah > elsewhere ? rule.turnoverMaxRupiah - elsewhere : 0n;
        expect(taxed(sold, elsewhere).reduce((sum, one) => sum + one, 0n)).toBe(all < room ? all : room);
      },
    ),
  );
});

test("what is sold here and elsewhere counts against the dated threshold, and is a task from four fifths on", async () => {
  const koperasi = await town.koperasi();
  const registered = await town.koperasi({ isVatRegistered: true });
  const kitchen = await town.kitchen();
  const watched = async (member: Member) => {
    const { actor } = town.callOf(member);
    if (actor.kind !== "member") throw new Error("a member");
    return (await tasksFor(actor, town.at)).filter(({ kind }) => kind === "turnover.watch");
  };
  const declare = (by: Member, amountRupiah: string) =>
    declareTurnover(town.callOf(by), { amountRupiah, source: "Pembukuan lama" });
  await inTransaction((tx) =>
    postEntry(
      tx,
      town.systemCall(),
      entryOf({
        organisationId: koperasi.id,
        kind: "test.sold",
        subjectId: "bil_uji",
        occurredOn: town.today,
        narration: "Penjualan",
        lines: [
          { account: "receivable", of: kitchen.id, debit: 40_000_000n },
          { account: "sales", credit: 40_000_000n },
        ],
      }),
    ),
  );
  expect(await turnoverOf(koperasi.id, town.today)).toMatchObject({
    recordedRupiah: 40_000_000n,
    thresholdRupiah: 4_800_000_000n,
    standing: "far",
  });
  expect(await watched(koperasi.treasurer)).toEqual([]);
  await declare(koperasi.treasurer, "9000000000");
  expect(await turnoverOf(koperasi.id, town.today)).toMatchObject({ standing: "above" });
  await declare(koperasi.treasurer, "4060000000");
  expect(await turnoverOf(koperasi.id, town.today)).toMatchObject({
    totalRupiah: 4_100_000_000n,
    standing: "near",
  });
  expect(await watched(koperasi.treasurer)).toMatchObject([{ params: { standing: "near" } }]);
  await declare(registered.treasurer, "9000000000");
  expect(await watched(registered.treasurer)).toEqual([]);
  for (const by of [koperasi.overseer, kitchen.finance])
    await expect(declare(by, "1")).rejects.toMatchObject({ code: "invoicing.forbidden" });
  await expect(database.sql`delete from declared_turnovers`).rejects.toThrow(/append-only/);
  expect([turnoverStanding(3_839n, 4_800n), turnoverStanding(3_840n, 4_800n)]).toEqual(["far", "near"]);
  expect([turnoverStanding(4_800n, 4_800n), turnoverStanding(4_801n, 4_800n)]).toEqual(["near", "above"]);
});
