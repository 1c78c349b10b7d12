import { expect, test } from "vitest";
import { declareTurnover } from "#app/modules/invoicing/declare-turnover.server.ts";
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
