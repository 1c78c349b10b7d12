import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import { migrateDatabase } from "#db/migrate-database.server.ts";
import { assertProofs, testDatabase } from "#tests/support/database.ts";
import { withAdmin } from "#tests/support/template.ts";

/** A database with nothing in it, not even our tables. */
async function emptyDatabase(): Promise<string> {
  const server = inject("postgresUrl");
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await withAdmin(server, (sql) => sql.unsafe(`create database ${name}`));
  onTestFinished(() =>
    withAdmin(server, async (sql) => void (await sql.unsafe(`drop database ${name} with (force)`))),
  );
  return server.replace(/[^/]+$/, name);
}

test("three processes may migrate one empty database at once", async () => {
  const url = await emptyDatabase();
  await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)]);
  const written = readdirSync("db/migrations").filter((file) => file.endsWith(".sql")).length;
  const applied = await withAdmin(url, (sql) => sql`select 1 from drizzle.__drizzle_migrations`);
  expect(applied).toHaveLength(written);
  await assertProofs(url);
});

test("migrating what is already migrated changes nothing", async () => {
  const { url, sql } = await testDatabase();
  const state = () => sql`
    select (select count(*) from regions) as regions, (select max(xmin::text::bigint) from regions) as touched,
      (select count(*) from drizzle.__drizzle_migrations) as migrations`;
  const before = await state();
  await migrateDatabase(url);
  expect(await state()).toEqual(before);
});

/** A copy of the migrations, beside the real ones, because drizzle-kit wants a path relative to where it runs. */
async function copied(): Promise<string> {
  mkdirSync(".cache", { recursive: true });
  const copy = await mkdtemp(".cache/migrations-");
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync("db/migrations", copy, { recursive: true });
  return copy;
}

/** What drizzle-kit writes into the copy, and what it says. */
function generated(copy: string): { readonly written: string[]; readonly said: string } {
  const before = readdirSync(copy);
  const answer = spawnSync(
    process.execPath,
    [
      ...[path.resolve("node_modules/drizzle-kit/bin.cjs"), "generate", "--dialect", "postgresql"],
      ...["--schema", "./db/schema/index.ts", "--casing", "snake_case", "--out", copy],
    ],
    { encoding: "utf8" },
  );
  const written = readdirSync(copy)
    .filter((file) => !before.includes(file))
    .map((file) => readFileSync(path.join(copy, file), "utf8"));
  return { written, said: answer.stdout + answer.stderr };
}

type Journal = { readonly entries: readonly { readonly tag: string }[] };

function journalOf(folder: string): Journal {
  return JSON.parse(readFileSync(path.join(folder, "meta/_journal.json"), "utf8")) as Journal;
}

const snapshotOf = (tag = "") => `${tag.split("_")[0]}_snapshot.json`;

test("the migrations say all that the schema says", async () => {
  const { written, said } = generated(await copied());
  expect(written, "changes of db/schema that no migration makes").toEqual([]);
  expect(said).toContain("No schema changes");
});

test("what the newest snapshot lacks becomes the next migration, once, without the snapshots before it", async () => {
  const copy = await copied();
  const file = path.join(copy, "meta", snapshotOf(journalOf(copy).entries.at(-1)?.tag));
  const snapshot = JSON.parse(readFileSync(file, "utf8")) as {
    tables: Record<string, { columns: Record<string, unknown> }>;
  };
  delete snapshot.tables["public.regions"]?.columns["time_zone"];
  writeFileSync(file, JSON.stringify(snapshot));
  const { written } = generated(copy);
  expect(written).toEqual([
    expect.stringMatching(/^ALTER TABLE "regions" ADD COLUMN "time_zone" text[^;]*;$/),
  ]);
  expect(journalOf(copy).entries).toHaveLength(journalOf("db/migrations").entries.length + 1);
  expect(generated(copy)).toMatchObject({ written: [], said: expect.stringContaining("No schema changes") });
});

test("beside the migrations stand their journal and the snapshot of the newest, and nothing else", () => {
  const { entries } = journalOf("db/migrations");
  const sources = readdirSync("db/migrations").filter((file) => file !== "meta");
  expect(sources.sort()).toEqual(entries.map(({ tag }) => `${tag}.sql`));
  // Whoever called drizzle-kit itself removes the older snapshot, or calls `npm run db:generate` instead (decision 096).
  expect(readdirSync("db/migrations/meta").sort()).toEqual([
    snapshotOf(entries.at(-1)?.tag),
    "_journal.json",
  ]);
});

test("a proof that finds a row fails the test that made it", async () => {
  const { url, sql } = await testDatabase({ proofs: false });
  await assertProofs(url);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`; // past every trigger and foreign key
    await tx`
      insert into entries (id, organisation_id, kind, subject_id, occurred_on, narration, recorded_at)
      values ('ent_broken', 'org_none', 'opening', 'none', '2026-01-05', 'One-sided', now())`;
  });
  await expect(assertProofs(url)).rejects.toThrow(/entries-balance/);
});
