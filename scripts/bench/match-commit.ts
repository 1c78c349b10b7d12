// A province on PostgreSQL: 40,000 lines and 60,000 lots. First 200 committers at once promise few lots to many lines, in
// processes that are killed and over connections that are cut. Then the night, end to end: read, matched, reserved,
// explained and announced, two packs at a time as one worker does. Nothing may be oversold, and every proof must hold. The
// floor beside it is the same rows written by a bare script.

import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { closeMatchingThreads, solveInThread } from "#app/modules/matching/solve-in-thread.server.ts";
import { matchSeconds } from "#app/platform/metrics.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { commitFloor } from "./commit-floor.ts";
import { report } from "./load.ts";
import { loadProvince } from "./province.ts";

const LANES = 2;
const COMMITTER_PROCESSES = 4;
const COMMITTERS_PER_PROCESS = 50;
const COMMITTING_SECONDS = Number(process.env["BENCH_COMMIT_SECONDS"] ?? 30);

const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: 4, onnotice: () => {} });
const pool = pointPoolAt(url, 10);
const round = (value: number) => Math.round(value * 100) / 100;
const call = () => ({
  actor: { kind: "system" as const, name: "bench" },
  at: new Date(),
  key: null,
  causation: null,
});

async function count(query: string): Promise<number> {
  const [row] = await sql.unsafe(query);
  return Number(row?.["count"] ?? 0);
}

async function load(): Promise<void> {
  const loading = await sql.reserve();
  await loadProvince(loading as unknown as typeof sql, { kitchens: 1_600, koperasi: 6_000 });
  loading.release();
}

/** A worker's threads have been there for days when the night comes; here they would first have to read their sources. */
async function wakeThreads(): Promise<void> {
  const cell = { commodityCode: "BRS", deliveryDay: "2026-01-01" as BusinessDay };
  await Promise.all(Array.from({ length: LANES }, () => solveInThread({ cell, lines: [], lots: [] })));
}

/** Clears the night of the province, and tells how long each stage took. */
async function provinceNight() {
  await wakeThreads();
  const cpu = process.cpuUsage();
  const before = await count("select count(*) from commitments");
  const started = performance.now();
  const { nightIds } = await openNights(call(), {});
  const opened = performance.now();
  const packs = await sql`select distinct night_id, pack from match_cells order by 1, 2`;
  const lane = async () => {
    for (let next = packs.shift(); next; next = packs.shift())
      await clearNight(call(), { nightId: next["night_id"], pack: next["pack"] });
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const wall = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const stages = await matchSeconds.get();
  const spent = (stage: string) =>
    round(
      stages.values.find((one) => one.metricName?.endsWith("_sum") && one.labels.stage === stage)?.value ?? 0,
    );
  const [night] = await sql`select state, cell_count, root from match_nights where id = ${nightIds[0] ?? ""}`;
  const [filled] =
    await sql`select sum(filled_base)::float8 / sum(asked_base)::float8 as share, sum(length(component_hashes)) / 32 as components from match_runs`;
  const [kept] =
    await sql`select sum(length(bytes)) as kept, sum(byte_count::bigint) as said from match_files`;
  return {
    lines: await count("select count(*) from order_lines"),
    lots: await count("select count(*) from lots"),
    cells: Number(night?.["cell_count"]),
    components: Number(filled?.["components"]),
    offers: (await count("select count(*) from commitments")) - before,
    explanations: await count("select sum(cardinality(subject_ids)) as count from match_reason_pages"),
    events: await count("select count(*) from outbox"),
    "filled share": round(Number(filled?.["share"]) * 100) / 100,
    "files MB": round(Number(kept?.["kept"]) / 1e6),
    "files uncompressed MB": round(Number(kept?.["said"]) / 1e6),
    "wall s": round(wall),
    "own CPU s": round((user + system) / 1e6),
    "open night s": round((opened - started) / 1000),
    "read s (both lanes)": spent("read"),
    "solve s (both lanes)": spent("solve"),
    "commit s (both lanes)": spent("commit"),
    night: String(night?.["state"]),
  };
}

/** 200 committers in four processes, one of which is killed every other second while connections are cut. */
async function committersAndKills() {
  const before = await count("select count(*) from commitments");
  const start = () =>
    fork(new URL("./committers.ts", import.meta.url), [String(COMMITTERS_PER_PROCESS)], {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
  const children = Array.from({ length: COMMITTER_PROCESSES }, start);
  let kills = 0;
  let cuts = 0;
  const until = performance.now() + COMMITTING_SECONDS * 1000;
  for (let turn = 0; performance.now() < until; turn += 1) {
    await sleep(2_000);
    const at = turn % children.length;
    children[at]?.kill("SIGKILL");
    kills += 1;
    children[at] = start();
    const cut = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and state <> 'idle' and application_name = 'committers' order by random() limit 5`;
    cuts += cut.length;
  }
  for (const child of children) child.kill("SIGKILL");
  await sleep(1_000);
  const reservations = (await count("select count(*) from commitments")) - before;
  if (reservations === 0 || cuts === 0)
    throw new Error("the committers promised nothing, or nothing was cut");
  return {
    committers: COMMITTER_PROCESSES * COMMITTERS_PER_PROCESS,
    "processes killed": kills,
    "connections cut": cuts,
    reservations,
    "reservations per second": round(reservations / COMMITTING_SECONDS),
  };
}

const oversold = () =>
  count(`select count(*) from (
    select l.id from lots l join commitments c on c.lot_id = l.id and c.state = 'offered' group by l.id having sum(c.offered_base) > l.quantity_base
    union all select o.id from order_lines o join commitments c on c.order_line_id = o.id and c.state = 'offered' group by o.id having sum(c.offered_base) > o.quantity_base
  ) over_promised`);
const broken = async () =>
  (await proveDatabase(url)).filter((proof) => proof.rows.length > 0).map((proof) => proof.name);

await load();
const committing = await committersAndKills();
const oversoldByCommitters = await oversold();
const brokenByCommitters = await broken();
const night = await provinceNight();
const floor = await commitFloor(sql);
report("match-commit", {
  ...committing,
  "oversold by committers": oversoldByCommitters,
  "proofs broken by committers": brokenByCommitters.join(" ") || "none",
  ...night,
  "floor s": round(floor),
  "wall to floor": round(night["wall s"] / floor),
  "oversold by the night": await oversold(),
  "proofs broken by the night": (await broken()).join(" ") || "none",
});
await closeMatchingThreads();
await sql.end();
await pool.close();
