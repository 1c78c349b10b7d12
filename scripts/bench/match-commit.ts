// A night on PostgreSQL, end to end: read, matched, reserved, explained and announced, two packs at a time as one worker
// does. `--scale` says of what: a province (40,000 lines and 60,000 lots, the default), the nation (750,000 and 800,000) or
// half of it. In a province 200 committers at once come first and promise few lots to many lines, in processes that are
// killed and over connections that are cut. Nothing may be oversold, and every proof must hold. The floor beside it is the
// same rows written by a bare script.

import postgres from "postgres";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { closeMatchingThreads, solveInThread } from "#app/modules/matching/solve-in-thread.server.ts";
import { matchSeconds } from "#app/platform/metrics.server.ts";
import { useDatabase as pointPoolAt } from "#db/client.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { commitFloor } from "./commit-floor.ts";
import { committersAndKills } from "./committers-and-kills.ts";
import { report } from "./load.ts";
import { loadEve, scales } from "./market-eve.ts";
import { waitingPacks } from "./waiting-packs.ts";

const LANES = 2;

const named = process.argv[process.argv.indexOf("--scale") + 1] ?? "";
const scale = named in scales ? (named as keyof typeof scales) : "province";
const url = process.env["DATABASE_URL"] ?? "";
const sql = postgres(url, { max: 4, onnotice: () => {} });
const pool = pointPoolAt(url, 10);
const round = (value: number) => Math.round(value * 100) / 100;
const secondsSince = (started: number) => round((performance.now() - started) / 1000);
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

async function load(): Promise<number> {
  const started = performance.now();
  const loading = await sql.reserve();
  await loadEve(loading, scales[scale]);
  loading.release();
  return secondsSince(started);
}

/** A worker's threads have been there for days when the night comes; here they would first have to read their sources. */
async function wakeThreads(): Promise<void> {
  const cell = { commodityCode: "BRS", deliveryDay: "2026-01-01" as BusinessDay };
  await Promise.all(Array.from({ length: LANES }, () => solveInThread({ cell, lines: [], lots: [] })));
}

/** Clears the night, and tells how long each stage took. */
async function clearedNight() {
  await wakeThreads();
  const cpu = process.cpuUsage();
  const started = performance.now();
  const { nightIds } = await openNights(call(), {});
  const openSeconds = secondsSince(started);
  const packs = await waitingPacks(url);
  const lane = async () => {
    for (let next = packs.shift(); next; next = packs.shift()) await clearNight(call(), next);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const wall = secondsSince(started);
  const { user, system } = process.cpuUsage(cpu);
  return {
    nightId: nightIds[0] ?? "",
    figures: {
      "wall s": wall,
      "own CPU s": round((user + system) / 1e6),
      "own memory MB": round(process.resourceUsage().maxRSS / 1e3),
      "open night s": openSeconds,
      ...(await stageSeconds()),
    },
  };
}

/** What the lanes spent on each stage, added up over both. */
async function stageSeconds(): Promise<Record<string, number>> {
  const { values } = await matchSeconds.get();
  const sums = values.filter(({ metricName }) => metricName?.endsWith("_sum"));
  return Object.fromEntries(
    sums.map(({ labels, value }) => [`${labels.stage} s (both lanes)`, round(value)]),
  );
}

async function whatCame(nightId: string) {
  const [night] = await sql`select state, cell_count from match_nights where id = ${nightId}`;
  const [filled] =
    await sql`select sum(filled_base)::float8 / sum(asked_base)::float8 as share, sum(gap_base)::float8 / sum(asked_base)::float8 as gap,
      sum(length(component_hashes)) / 32 as components from match_runs`;
  const [kept] =
    await sql`select sum(length(bytes)) as kept, sum(byte_count::bigint) as said from match_files`;
  return {
    lines: await count("select count(*) from order_lines"),
    lots: await count("select count(*) from lots"),
    cells: Number(night?.["cell_count"]),
    components: Number(filled?.["components"]),
    offers: await count("select count(*) from commitments where match_run_id is not null"),
    explanations: await count("select sum(cardinality(subject_ids)) as count from match_reason_pages"),
    events: await count("select count(*) from outbox"),
    "filled share": round(Number(filled?.["share"]) * 100) / 100,
    "gap share": round(Number(filled?.["gap"]) * 10_000) / 10_000,
    "files MB": round(Number(kept?.["kept"]) / 1e6),
    "files uncompressed MB": round(Number(kept?.["said"]) / 1e6),
    night: String(night?.["state"]),
  };
}

const oversold = () =>
  count(`select count(*) from (
    select l.id from lots l join commitments c on c.lot_id = l.id and c.state = 'offered' group by l.id having sum(c.offered_base) > l.quantity_base
    union all select o.id from order_lines o join commitments c on c.order_line_id = o.id and c.state = 'offered' group by o.id having sum(c.offered_base) > o.quantity_base
  ) over_promised`);
const broken = async () =>
  (await proveDatabase(url)).filter((proof) => proof.rows.length > 0).map((proof) => proof.name);

// A server that carries a nation is given room for a night's log; the default would write every page twice.
if (scale !== "province") {
  await sql`alter system set max_wal_size = '8GB'`;
  await sql`select pg_reload_conf()`;
}
const loadSeconds = await load();
const committing = scale === "province" ? await committersAndKills(sql) : {};
const oversoldByCommitters = await oversold();
const brokenByCommitters = await broken();
const { nightId, figures } = await clearedNight();
const came = await whatCame(nightId);
const floor = await commitFloor(sql);
report("match-commit", {
  scale,
  "load s": loadSeconds,
  ...committing,
  "oversold before the night": oversoldByCommitters,
  "proofs broken before the night": brokenByCommitters.join(" ") || "none",
  ...came,
  ...figures,
  "rows written": floor.rows,
  "rows per second": round(floor.rows / figures["wall s"]),
  "floor s": round(floor.seconds),
  "floor rows per second": round(floor.rows / floor.seconds),
  "wall to floor": round(figures["wall s"] / floor.seconds),
  "oversold by the night": await oversold(),
  "proofs broken by the night": (await broken()).join(" ") || "none",
});
await closeMatchingThreads();
await sql.end();
await pool.close();
