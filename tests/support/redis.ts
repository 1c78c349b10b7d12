import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { findProgram } from "#scripts/steps/system.mjs";

export type RunningRedis = {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** Forgets everything, as a server does that lost its memory. */
  readonly wipe: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Sends one inline command and resolves with the first line of the answer. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: "127.0.0.1", port }, () => socket.write(`${command}\r\n`));
    socket.once("data", (bytes) => {
      socket.destroy();
      resolve(String(bytes).split("\r\n")[0] ?? "");
    });
    socket.once("error", reject);
  });
}

/**
 * A real redis-server on a free port or the wished one, keeping an append-only file in a folder of its own, so that a killed one
 * can be told from a wiped one. Refuses with what to install when there is none on this machine.
 */
export async function startRedis(wish: { readonly port?: number } = {}): Promise<RunningRedis> {
  const program = findProgram("redis");
  if (!program)
    throw new Error("redis-server is missing: install it (apt-get install redis-server) or set REDIS_SERVER");
  const folder = await mkdtemp(path.join(os.tmpdir(), "lumbung-redis-"));
  const port = wish.port ?? (await freePort());
  const child = spawn(
    program,
    [
      ...["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""],
      ...["--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory-policy", "noeviction"],
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += String(chunk);
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  async function stop(): Promise<void> {
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
  const deadline = Date.now() + 15_000;
  while ((await ask(port, "PING").catch(() => "")) !== "+PONG") {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`redis-server did not start: ${said.slice(-1_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    port,
    wipe: async () => {
      await ask(port, "FLUSHALL");
    },
    stop,
  };
}
