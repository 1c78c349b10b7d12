// The demo world in DATABASE_URL: built when it is not there yet. With --credentials: whom to sign in as.

import { now } from "#app/platform/clock.server.ts";
import { log } from "#app/platform/log.server.ts";
import { closeDatabase, useDatabase as pointPoolAt } from "#db/client.server.ts";
import { buildDemo } from "./demo/build-demo.server.ts";
import { credentialsTable } from "./demo/credentials-table.server.ts";

const CONNECTIONS = 8;

const url = process.env["DATABASE_URL"];
if (!url) throw new Error("DATABASE_URL is not set");
log.level = process.env["LOG_LEVEL"] ?? "warn";
// A world that is lost to a power cut is built again: its commits need not wait for the disk.
const quick = new URL(url);
quick.searchParams.set("synchronous_commit", "off");
pointPoolAt(quick.href, CONNECTIONS);
try {
  if (process.argv.includes("--credentials")) console.log(await credentialsTable());
  else await buildDemo(url, now(), (text) => console.log(text));
} finally {
  await closeDatabase();
}
