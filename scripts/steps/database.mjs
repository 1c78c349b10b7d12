// The database of a local start: the one in DATABASE_URL, else the PostgreSQL that comes with the project.

import path from "node:path";
import { startPostgres } from "../../db/embedded.mjs";
import { Stop, say } from "./say.mjs";

/**
 * @param {{ databaseUrl: string | undefined, dataDir: string }} settings
 * @returns {Promise<{ url: string, isAlive: () => boolean, revive: () => Promise<boolean>, stop: () => Promise<void> }>}
 *   `revive` starts it again after a crash and tells whether its address changed.
 */
export async function openDatabase({ databaseUrl, dataDir }) {
  if (databaseUrl) {
    return { url: databaseUrl, isAlive: () => true, revive: async () => false, stop: async () => {} };
  }
  const folder = path.join(dataDir, "postgres");
  const start = (port) =>
    startPostgres({ dataDir: folder, log: (line) => say(`  ${line}`), ...(port ? { port } : {}) });
  let server = await start().catch((error) => {
    throw new Stop(error.message);
  });
  const database = {
    url: server.url,
    isAlive: () => server.isAlive(),
    revive: async () => {
      const before = server;
      server = await start(before.port);
      await before.stop(); // lets go of the dead one; the new hold keeps the server
      database.url = server.url;
      return server.url !== before.url;
    },
    stop: () => server.stop(),
  };
  return database;
}

async function connect(url) {
  const { default: postgres } = await import("postgres"); // installed by now; it is not when this file is loaded
  return postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
}

/** Runs `work` with a connection of its own. */
export async function withConnection(url, work) {
  const sql = await connect(url);
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
