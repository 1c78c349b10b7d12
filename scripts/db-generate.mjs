// npm run db:generate -- --name WORDS: the next migration, from what db/schema says beyond the snapshot of the newest one. Only the
// newest snapshot stays: no other is read again (decision 096).

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { TOOLS } from "./steps/run.mjs";
import { main, Stop } from "./steps/say.mjs";
import { ROOT } from "./steps/settings.mjs";

const META = path.join(ROOT, "db/migrations/meta");

function newest() {
  const { entries } = JSON.parse(fs.readFileSync(path.join(META, "_journal.json"), "utf8"));
  return entries.at(-1)?.tag;
}

await main(async () => {
  const before = newest();
  // Whether a column was renamed or is another one, it asks the person.
  const { status } = spawnSync(
    process.execPath,
    [path.join(ROOT, TOOLS.drizzleKit), "generate", ...process.argv.slice(2)],
    { cwd: ROOT, stdio: "inherit" },
  );
  if (status !== 0) throw new Stop("drizzle-kit generate gagal");
  const tag = newest();
  // Where it wrote nothing, two snapshots may stand side by side that do not follow each other: they stay until somebody has looked.
  if (tag === undefined || tag === before) return;
  const kept = `${tag.split("_")[0]}_snapshot.json`;
  for (const file of fs.readdirSync(META))
    if (file.endsWith("_snapshot.json") && file !== kept) fs.rmSync(path.join(META, file));
});
