import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { sealDay } from "#app/modules/ledger/seal-day.server.ts";
import { banking } from "#tests/support/banking.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { systemCall } from "#tests/support/rows.ts";
import { signedInVisitor, visitor } from "#tests/support/visitor.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: what was booked can be checked by somebody who has nothing of the house but its public page, the book that its owner handed over, and
// one small program. Method: a sale through commands, sealed at night; the files as the web gives them out; then one rupiah of the book is changed.
const DAY_MS = 86_400_000;

test("a book that its owner downloads is proven by the hashes that anybody downloads, and one changed rupiah is found", async () => {
  const database = await testDatabase({ poolSize: 6 });
  fixClock(WORLD_STARTS);
  const { deal, number } = await banking(database, deliveries(database)).invoiced();
  const { seller, town } = deal;
  await sealDay(systemCall("test", new Date(WORLD_STARTS.getTime() + DAY_MS)), { day: town.today });

  const anybody = visitor();
  const { days } = (await anybody.get("/segel/buku")).body as { days: { day: string; root: string }[] };
  const [published] = days;
  expect(published?.day).toBe(town.today);
  const told = await anybody.get(`/segel/buku/${published?.day}.json`);
  expect(told.body).toMatchObject({ day: town.today, root: published?.root });
  expect(JSON.stringify(told.body)).not.toMatch(/org_|Rp|KKMP/);
  expect((await anybody.get("/segel/buku/2026-01-01.json")).status).toBe(404);

  const [row] = await database.sql`select slug from organisations where id = ${seller.id}`;
  const at = `/${row?.["slug"]}/buku.jsonl`;
  const stranger = await signedInVisitor((await town.koperasi()).treasurer.personId);
  expect((await stranger.get(at)).status).toBe(404);
  const treasurer = await signedInVisitor(seller.treasurer.personId);
  const book = String((await treasurer.get(at)).body["text"]);
  expect(book).toContain(number);

  const folder = await mkdtemp(path.join(os.tmpdir(), "lumbung-book-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const verified = async (name: string, content: string) => {
    const [own, day] = [path.join(folder, `${name}.jsonl`), path.join(folder, "day.json")];
    await writeFile(own, content);
    await writeFile(day, JSON.stringify(told.body));
    const ran = promisify(execFile)(process.execPath, ["scripts/verify-ledger.mjs", own, day]);
    const { stdout } = await ran.catch((error: { stdout: string }) => error);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  expect(await verified("book", book)).toMatchObject({
    holds: true,
    organisation: seller.id,
    sealedUntil: town.today,
    sealsPublished: 1,
  });
  const forged = book.replace('"2720000"', '"2720001"');
  expect(forged).not.toBe(book);
  expect(await verified("forged", forged)).toMatchObject({ holds: false });
});
