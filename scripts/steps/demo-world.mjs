// The demo world: built once, and noted on the database itself, so that a database is known to be a
// demo (and may be wiped) without looking into its tables.

import { withConnection } from "./database.mjs";
import { runNode } from "./run.mjs";
import { say, step } from "./say.mjs";

const NOTE = "lumbung: demo";

/** Whether this database was filled by {@link buildDemo}. */
export function isDemo(url) {
  return withConnection(url, async (sql) => {
    const [row] = await sql`
      select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()`;
    return row?.note === NOTE;
  });
}

async function noteDemo(url) {
  await withConnection(url, async (sql) => {
    const [row] = await sql`select quote_ident(current_database()) as name`;
    try {
      await sql.unsafe(`comment on database ${row.name} is '${NOTE}'`);
    } catch (error) {
      if (error.code !== "42501") throw error; // not ours to comment on: then the next start looks again
    }
  });
}

/** Builds the demo world through the application's own commands, unless it is there already. */
export async function buildDemo({ url, env, demo }) {
  if (await isDemo(url)) return;
  await step("Menyiapkan dunia contoh…", async () => {
    await runNode(demo[0], demo.slice(1), { env });
    await noteDemo(url);
  });
}

/** Prints who may sign in and with what. */
export async function showCredentials({ env, demo }) {
  const table = await runNode(demo[0], [...demo.slice(1), "--credentials"], { env });
  say(table.trimEnd());
}
