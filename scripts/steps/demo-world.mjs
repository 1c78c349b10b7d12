// The demo world: built once, and noted on the database itself, so that a database is known to be a
// demo (and may be wiped) without guessing from its rows.

import { withConnection } from "./database.mjs";
import { runNode } from "./run.mjs";
import { say, step } from "./say.mjs";

const BEGUN = "lumbung: demo, unfinished";
const DONE = "lumbung: demo";

async function noteOn(sql) {
  const [row] = await sql`
    select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()`;
  return row?.note ?? "";
}

/** Whether this database holds the demo world, or the beginning of one. */
export function isDemo(url) {
  return withConnection(url, async (sql) => [BEGUN, DONE].includes(await noteOn(sql)));
}

async function note(sql, text) {
  const [row] = await sql`select quote_ident(current_database()) as name`;
  await sql.unsafe(`comment on database ${row.name} is '${text}'`);
}

/** Everything goes: our tables, the queue's and the note of what was migrated. */
export async function emptyDatabase(url) {
  await withConnection(url, async (sql) => {
    const schemas = await sql`
      select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`;
    await sql.begin(async (tx) => {
      for (const { name } of schemas) await tx.unsafe(`drop schema ${name} cascade`);
      await tx.unsafe("create schema public");
    });
    const [database] = await sql`select quote_ident(current_database()) as name`;
    await sql.unsafe(`comment on database ${database.name} is null`);
  });
}

/** A build that was interrupted is begun anew: nothing in it is anybody's. */
async function startOver({ url, env, migrate }) {
  await emptyDatabase(url);
  await runNode(migrate[0], migrate.slice(1), { env });
  await withConnection(url, (sql) => note(sql, BEGUN));
}

/**
 * Builds the demo world through the application's own commands, unless it is there already. A migrated
 * database where somebody has registered is real: nothing is ever added to that.
 *
 * @returns {Promise<boolean>} whether the database now is a demo
 */
export async function buildDemo({ url, env, demo, migrate }) {
  let isHalfBuilt = false;
  const isMissing = await withConnection(url, async (sql) => {
    const found = await noteOn(sql);
    if (found === DONE) return false;
    const [row] = await sql`
      select exists (select from organisations) as registered,
        obj_description('organisations'::regclass, 'pg_class') is not null as whole`;
    if (row.registered && found !== BEGUN) return undefined;
    isHalfBuilt = row.registered && !row.whole;
    await note(sql, BEGUN);
    return true;
  });
  if (isMissing === undefined) return false;
  if (isMissing) {
    await step("Menyiapkan dunia contoh…", async () => {
      if (isHalfBuilt) await startOver({ url, env, migrate });
      await runNode(demo[0], demo.slice(1), { env });
      await withConnection(url, (sql) => note(sql, DONE));
    });
  }
  return true;
}

/** Prints who may sign in and with what. */
export async function showCredentials({ env, demo }) {
  const table = await runNode(demo[0], [...demo.slice(1), "--credentials"], { env });
  say(table.trimEnd());
}
