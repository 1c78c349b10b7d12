// The same night twice on PostgreSQL, once undisturbed and once in a process that is killed again and again, while it solves
// and while it commits, and started anew. Both must come to the same root, the same offers, and clean proofs.
// `--scale province|half|nation` says of what.

import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { proveDatabase } from "#db/prove.server.ts";
import { report } from "./load.ts";
import { loadEve, scales } from "./market-eve.ts";

// After so many of the night's cells, and a moment of chance later, the process dies.
const DIES_AFTER = [0, 0.1, 0.3, 0.6, 0.9];
const MOMENT_MS_MAX = 4_000;

const named = process.argv[process.argv.indexOf("--scale") + 1] ?? "";
const scale = named in scales ? (named as keyof typeof scales) : "province";
const url = process.env["DATABASE_URL"] ?? "";
const urlOf = (database: string) => {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
};
const onDatabase = async <Found>(at: string, ask: (sql: postgres.Sql) => Promise<Found>): Promise<Found> => {
  const sql = postgres(at, { max: 2, onnotice: () => {} });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
};

/** Loads the eve, and copies the whole database: ids and all. */
async function twoEves(): Promise<string> {
  await onDatabase(url, async (sql) => {
    await sql`alter system set max_wal_size = '8GB'`;
    await sql`select pg_reload_conf()`;
    const loading = await sql.reserve();
    await loadEve(loading, scales[scale]);
    loading.release();
  });
  const name = new URL(url).pathname.slice(1);
  const copy = `${name}_killed`;
  await onDatabase(urlOf("postgres"), (sql) =>
    sql.unsafe(`create database "${copy}" template "${name}" strategy file_copy`),
  );
  return urlOf(copy);
}

const start = (at: string) =>
  fork(new URL("./night-process.ts", import.meta.url), [], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, DATABASE_URL: at },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });

const ended = (child: ReturnType<typeof start>) =>
  new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
  });

async function undisturbed(at: string): Promise<number> {
  const began = performance.now();
  const code = await ended(start(at));
  if (code !== 0) throw new Error(`the night's process ended with ${code}`);
  return (performance.now() - began) / 1000;
}

async function killedAgainAndAgain(at: string): Promise<{ kills: number; cellsAtKill: string }> {
  const cellsAtKill: string[] = [];
  for (const share of DIES_AFTER) {
    const child = start(at);
    const gone = ended(child);
    const cells = () =>
      onDatabase(at, async (sql) => {
        const [row] = await sql`select count(*)::int as all, count(run_id)::int as cleared from match_cells`;
        return { all: Number(row?.["all"]), cleared: Number(row?.["cleared"]) };
      });
    for (let now = await cells(); now.all === 0 || now.cleared < share * now.all; now = await cells())
      if ((await Promise.race([gone, sleep(200, "alive")])) !== "alive")
        throw new Error("the night was over before it could be killed");
    await sleep(Math.random() * MOMENT_MS_MAX);
    child.kill("SIGKILL");
    await gone;
    const { cleared, all } = await cells();
    cellsAtKill.push(`${cleared} of ${all}`);
  }
  await undisturbed(at);
  return { kills: cellsAtKill.length, cellsAtKill: cellsAtKill.join(", ") };
}

/** What came of a night: its root, and every offer by the rows it joins, whatever ids it was given. */
const cameOf = (at: string) =>
  onDatabase(at, async (sql) => {
    const [night] = await sql`select state, root from match_nights`;
    const [offers] = await sql`
      select count(*)::int as count, md5(string_agg(offer, ',' order by offer)) as digest from (
        select order_line_id || ' ' || lot_id || ' ' || offered_base || ' ' || price_rupiah as offer from commitments) each`;
    const [told] = await sql`select count(*)::int as count from outbox where name = 'match.applied'`;
    const broken = (await proveDatabase(at)).filter(({ rows }) => rows.length > 0).map(({ name }) => name);
    return {
      state: String(night?.["state"]),
      root: String(night?.["root"]),
      offers: Number(offers?.["count"]),
      digest: String(offers?.["digest"]),
      "runs told": Number(told?.["count"]),
      broken: broken.join(" ") || "none",
    };
  });

const killed = await twoEves();
const seconds = await undisturbed(url);
const first = await cameOf(url);
const { kills, cellsAtKill } = await killedAgainAndAgain(killed);
const second = await cameOf(killed);
const same = JSON.stringify(first) === JSON.stringify(second);
report("match-restart", {
  scale,
  "undisturbed wall s, with starting the process": Math.round(seconds * 100) / 100,
  ...first,
  "times killed": kills,
  "cells cleared when killed": cellsAtKill,
  "killed and started anew": same ? "equal" : `DIFFERENT: ${JSON.stringify(second)}`,
});
