import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { entryOf } from "#app/modules/ledger/entry.ts";
import { postEntry } from "#app/modules/ledger/post-entry.server.ts";
import { reverseEntry } from "#app/modules/ledger/reverse-entry.server.ts";
import { sealDay } from "#app/modules/ledger/seal-day.server.ts";
import { bookSealOf, publicSeal, sealedBook } from "#app/modules/ledger/seal-reads.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { systemCall } from "#tests/support/rows.ts";
import { WORLD_STARTS, world } from "#tests/support/world.ts";

const MONDAY = businessDay("2026-07-06");
const TUESDAY = addDays(MONDAY, 1);
const DAY_MS = 86_400_000;
const night = (days: number) => systemCall("test", new Date(WORLD_STARTS.getTime() + days * DAY_MS));

/** What the program of the outsider says of a file. */
async function verified(files: readonly string[]): Promise<Record<string, unknown>> {
  const ran = await promisify(execFile)(process.execPath, ["scripts/verify-ledger.mjs", ...files]).catch(
    (error: { stdout: string }) => error,
  );
  return JSON.parse(ran.stdout);
}

/** Two koperasi that sold on two days, sealed on both, and a folder to put files into. */
async function sealedWorld(options: { proofs?: boolean } = {}) {
  const database = await testDatabase(options);
  const town = world(database);
  const koperasi = await town.koperasi();
  const other = await town.koperasi();
  const kitchen = await town.kitchen();
  let sold = 0;
  const sell = async (organisationId: string, days: number) => {
    sold += 1;
    const amount = 10_000n + BigInt(sold);
    const entry = entryOf({
      organisationId,
      kind: "test.sold",
      subjectId: `inv_${sold}`,
      occurredOn: addDays(MONDAY, days),
      narration: `Penjualan "${sold}"\n— tanggal\t${days} é`,
      lines: [
        { account: "receivable", of: kitchen.id, debit: amount },
        { account: "sales", credit: amount },
      ],
    });
    return inTransaction((tx) => postEntry(tx, night(days), entry));
  };
  const first = await sell(koperasi.id, 0);
  await sell(koperasi.id, 0);
  await sell(other.id, 0);
  await sealDay(night(1), { day: MONDAY });
  await inTransaction((tx) =>
    reverseEntry(tx, night(1), {
      entryId: first,
      kind: "test.sold.reversed",
      occurredOn: TUESDAY,
      narration: "Batal",
    }),
  );
  await sell(koperasi.id, 1);
  await sealDay(night(2), { day: TUESDAY });
  const folder = await mkdtemp(path.join(os.tmpdir(), "lumbung-seals-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = async (name: string, content: string) => {
    await writeFile(path.join(folder, name), content);
    return path.join(folder, name);
  };
  return { ...database, koperasi, other, file, sell };
}

test("sealed books verify without a line of ours, and one changed byte is found and named", {
  timeout: 60_000, // a process for each byte
}, async () => {
  const { koperasi, other, file, sell } = await sealedWorld();
  await expect(sealDay(night(2), { day: addDays(MONDAY, 2) })).rejects.toMatchObject({
    code: "ledger.dayNotOver",
  });
  const days = await Promise.all(
    [MONDAY, TUESDAY].map(async (day) => file(`${day}.json`, JSON.stringify(await publicSeal(day)))),
  );
  const book = await text(sealedBook(koperasi.id));
  const seal = await bookSealOf(koperasi.id);
  expect(await verified([await file("book.jsonl", book), ...days])).toMatchObject({
    holds: true,
    organisation: koperasi.id,
    entries: 4,
    seals: 2,
    sealsPublished: 2,
    sealedUntil: TUESDAY,
    hash: seal?.hash,
  });
  // Published hashes tell nobody whose they are: both books of Monday, one of Tuesday.
  const monday = await publicSeal(MONDAY);
  expect(monday?.seals).toHaveLength(2);
  expect((await publicSeal(TUESDAY))?.seals).toEqual([seal?.hash]);
  expect(JSON.stringify(monday)).not.toContain("org_");

  // Any byte, anywhere: digits of an amount, a letter of a word, a hash, a day of a seal.
  const lines = book.split("\n");
  for (let at = 7; at < book.length - 1; at += 61) {
    const byte = book[at] ?? "";
    if (byte === "\n") continue;
    const changed = `${book.slice(0, at)}${byte === "1" ? "2" : "1"}${book.slice(at + 1)}`;
    const said = await verified([await file("changed.jsonl", changed), ...days]);
    const line = book.slice(0, at).split("\n").length;
    expect(said, `byte ${at}`).toMatchObject({ holds: false });
    expect(Number(/^line (\d+):/.exec(String(said["flaw"]))?.[1])).toBeGreaterThanOrEqual(line);
  }
  // Left out, swapped, and books that are not those that were published.
  const without = [...lines.slice(0, 1), ...lines.slice(2)].join("\n");
  expect(await verified([await file("without.jsonl", without)])).toMatchObject({ holds: false });
  const foreign = await text(sealedBook(other.id));
  expect(await verified([await file("foreign.jsonl", foreign), days[0] ?? ""])).toMatchObject({
    holds: true,
  });
  const alone = JSON.parse(await readFile(days[0] ?? "", "utf8"));
  const forged = await file("forged.json", JSON.stringify({ ...alone, seals: alone.seals.slice(1) }));
  expect(await verified([await file("again.jsonl", book), forged])).toMatchObject({ holds: false });

  // Written late, it takes its place with the next day; a day that is sealed stays as it is.
  await sell(other.id, 1);
  const again = await sealDay(night(2), { day: TUESDAY });
  expect(again.root).toBe((await publicSeal(TUESDAY))?.root);
  await sealDay(night(3), { day: addDays(MONDAY, 2) });
  expect((await publicSeal(addDays(MONDAY, 2)))?.seals).toHaveLength(1);
});

test("the database refuses to change what is sealed, and a proof finds what was changed behind its back", async () => {
  const { sql, url, koperasi, other } = await sealedWorld({ proofs: false });
  await expect(sql`update entry_links set hash = hash`).rejects.toThrow(/append-only/);
  await expect(sql`delete from book_seals`).rejects.toThrow(/append-only/);
  await expect(sql`truncate seal_days cascade`).rejects.toThrow(/append-only/);
  await expect(sql`
    insert into entry_links (entry_id, organisation_id, position, hash)
    select entry_id || 'x', organisation_id, position + 1, hash from entry_links where organisation_id = ${other.id}`).rejects.toThrow();
  const wrong = async () =>
    (await proveDatabase(url))
      .find((proof) => proof.name === "books-chained")
      ?.rows.map((row) => row["what"]);
  expect(await wrong()).toEqual([]);
  const [tampered] =
    await sql`select id from entries where organisation_id = ${koperasi.id} order by sequence limit 1`;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update entries set narration = narration || '.' where id = ${tampered?.["id"]}`;
  });
  expect(await wrong()).toEqual([tampered?.["id"]]);
});

// Ten entries are what a text would put between the first and the second.
test("a night of many entries is chained in the order they were written", async () => {
  const database = await testDatabase();
  const town = world(database);
  const koperasi = await town.koperasi();
  const kitchen = await town.kitchen();
  for (let n = 1; n <= 12; n += 1)
    await inTransaction((tx) =>
      postEntry(
        tx,
        night(0),
        entryOf({
          organisationId: koperasi.id,
          kind: "test.sold",
          subjectId: `inv_${n}`,
          occurredOn: MONDAY,
          narration: `Penjualan ${n}`,
          lines: [
            { account: "receivable", of: kitchen.id, debit: 1_000n },
            { account: "sales", credit: 1_000n },
          ],
        }),
      ),
    );
  await sealDay(night(1), { day: MONDAY });
  const told = (await text(sealedBook(koperasi.id))).trim().split("\n").slice(0, 12);
  expect(told.map((line) => JSON.parse(line).entry[8])).toEqual(
    Array.from({ length: 12 }, (_one, n) => `Penjualan ${n + 1}`),
  );
});
