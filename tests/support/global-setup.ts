import { existsSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres, stopAbandoned } from "#db/embedded.mjs";
import { migrateDatabase } from "#db/migrate-database.server.ts";
import { makeQueueTables } from "#jobs/queues.ts";
import { compileMessages } from "#scripts/steps/messages.mjs";
import { writeMessagesInOne } from "./messages-in-one.ts";
import { bundlePrograms } from "./programs.ts";
import { TEMPLATE, withAdmin } from "./template.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server all test files share: its database of that name is for administration only. */
    postgresUrl: string;
  }
}

const FOLDER = "lumbung-test-";
const SETTLED_MS = 60_000;

const MEMORY = "/dev/shm";
const ROOM_BYTES = 6 * 2 ** 30;

/** In memory where there is room for it: a file's database is then cloned and dropped in a tenth of the time. */
function placeOfDatabases(): string {
  if (!existsSync(MEMORY)) return os.tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ROOM_BYTES ? MEMORY : os.tmpdir();
}

/** A run that was killed could not stop its server; the next one does. */
async function sweepUp(): Promise<void> {
  for (const place of new Set([os.tmpdir(), placeOfDatabases()])) {
    for (const name of readdirSync(place)) {
      const folder = path.join(place, name);
      if (!name.startsWith(FOLDER) || Date.now() - statSync(folder).mtimeMs < SETTLED_MS) continue;
      if (await stopAbandoned(folder)) rmSync(folder, { recursive: true, force: true });
    }
  }
}

/**
 * One PostgreSQL for the whole run, in a folder of its own, with a migrated template that each test file clones.
 * fsync is off: these rows need not survive a power cut, and whoever tests crashes starts a server of their own
 * (tests/setup/embedded.test.ts) with fsync on.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync("app/i18n/paraglide/messages.js")) await compileMessages();
  await writeMessagesInOne();
  await bundlePrograms();
  await sweepUp();
  const dataDir = await mkdtemp(path.join(placeOfDatabases(), FOLDER));
  const server = await startPostgres({
    dataDir,
    settings: {
      ...{ fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
      ...{ wal_level: "minimal", max_wal_senders: "0", max_connections: "300" },
    },
  });
  async function teardown(): Promise<void> {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  try {
    const template = await withAdmin(server.url, async (sql) => {
      await sql.unsafe(`create database ${TEMPLATE}`);
      return server.url.replace(/[^/]+$/, TEMPLATE);
    });
    await migrateDatabase(template);
    await makeQueueTables(template);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("postgresUrl", server.url);
  return teardown;
}
