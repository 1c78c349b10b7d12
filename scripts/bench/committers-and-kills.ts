import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";

const PROCESSES = 4;
const PER_PROCESS = 50;
// Sources have to be read first, which takes a busy machine longer than a process lives here.
const START_SECONDS_MAX = 60;
const SECONDS = Number(process.env["BENCH_COMMIT_SECONDS"] ?? 30);

/** 200 committers in four processes, one of which is killed every other second while connections are cut. */
export async function committersAndKills(sql: Sql): Promise<Record<string, number>> {
  const promised = async () => Number((await sql`select count(*) as count from commitments`)[0]?.["count"]);
  const before = await promised();
  const start = () =>
    fork(new URL("./committers.ts", import.meta.url), [String(PER_PROCESS)], {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
  const children = Array.from({ length: PROCESSES }, start);
  const isWorking = async () => (await promised()) > before;
  for (let waited = 0; waited < START_SECONDS_MAX && !(await isWorking()); waited += 1) await sleep(1_000);
  let kills = 0;
  let cuts = 0;
  const until = performance.now() + SECONDS * 1000;
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
  const reservations = (await promised()) - before;
  if (reservations === 0 || cuts === 0)
    throw new Error("the committers promised nothing, or nothing was cut");
  return {
    committers: PROCESSES * PER_PROCESS,
    "processes killed": kills,
    "connections cut": cuts,
    reservations,
    "reservations per second": Math.round((reservations / SECONDS) * 100) / 100,
  };
}
