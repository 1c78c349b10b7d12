// npm run proofs: every query of db/proofs/ must return no row, on DATABASE_URL or on the local database.

import { openDatabase } from "./steps/database.mjs";
import { install } from "./steps/install.mjs";
import { run, TOOLS } from "./steps/run.mjs";
import { main } from "./steps/say.mjs";
import { readSettings } from "./steps/settings.mjs";

await main(async () => {
  const settings = readSettings();
  await install();
  const database = await openDatabase(settings);
  try {
    const env = { ...process.env, DATABASE_URL: database.url };
    const { code } = await run(process.execPath, [TOOLS.tsx, "db/proofs.ts"], { env, show: true });
    process.exitCode = code;
  } finally {
    await database.stop();
  }
});
