// npm run demo:reset: empties the database and builds the demo world anew, relative to today.

import { buildApp } from "./steps/build-app.mjs";
import { openDatabase, withConnection } from "./steps/database.mjs";
import { buildDemo, emptyDatabase, isDemo, showCredentials } from "./steps/demo-world.mjs";
import { install } from "./steps/install.mjs";
import { runNode } from "./steps/run.mjs";
import { main, Stop, step } from "./steps/say.mjs";
import { readSettings, sessionSecret } from "./steps/settings.mjs";

const MIGRATE = ["build/migrate.js"];
const DEMO = ["build/demo.js"];

/** Real books are never wiped by mistake, and never under a running web or worker. */
async function refuseUnlessWipeable(url) {
  const [{ others, tables }] = await withConnection(
    url,
    (sql) => sql`
      select
        (select count(*)::int from pg_stat_activity
          where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()) as others,
        (select count(*)::int from pg_tables where schemaname = 'public') as tables`,
  );
  if (others > 0)
    throw new Stop("Lumbung masih berjalan pada basis data ini. Hentikan dulu (Ctrl-C), lalu ulangi.");
  if (tables > 0 && !(await isDemo(url)) && !process.argv.includes("--yes")) {
    throw new Stop(
      "Basis data ini bukan dunia contoh; isinya akan hilang semua. Kalau memang itu maunya: npm run demo:reset -- --yes",
    );
  }
}

await main(async () => {
  const settings = readSettings();
  await install();
  await buildApp();
  const database = await openDatabase(settings);
  try {
    const { url } = database;
    const env = {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: url,
      DATA_DIR: settings.dataDir,
      DEMO: "1",
      SESSION_SECRET: sessionSecret(settings.dataDir),
    };
    await refuseUnlessWipeable(url);
    await step("Mengosongkan basis data…", () => emptyDatabase(url));
    await step("Memperbarui susunan basis data…", () => runNode(...MIGRATE, [], { env }));
    await buildDemo({ url, env, demo: DEMO, migrate: MIGRATE });
    await showCredentials({ env, demo: DEMO });
  } finally {
    await database.stop();
  }
});
