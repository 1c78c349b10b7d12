import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { TooLate, threadFile, threadPool } from "#app/platform/thread-pool.server.ts";

test("a thread that takes too long is given up, and whoever waits behind it gets another", async () => {
  const pool = threadPool<number, number>(new URL("../support/slow-thread.ts", import.meta.url), 1);
  try {
    expect(await pool.run(1, 60_000)).toBe(1);
    const [late, next] = await Promise.allSettled([pool.run(600_000, 200), pool.run(2)]);
    expect(late).toMatchObject({ status: "rejected", reason: expect.any(TooLate) });
    expect(next).toEqual({ status: "fulfilled", value: 2 });
  } finally {
    await pool.close();
  }
});

test("a bundle finds its thread beside it, above it, and from a piece of the screens two folders down", () => {
  const build = mkdtempSync(path.join(tmpdir(), "threads-"));
  const at = (file: string) => pathToFileURL(path.join(build, file)).href;
  const source = new URL("./one-thread.server.ts", import.meta.url);
  try {
    mkdirSync(path.join(build, "server/assets"), { recursive: true });
    writeFileSync(path.join(build, "one-thread.js"), "");
    for (const process of ["worker.js", "server/index.js", "server/assets/server-build-x.js"])
      expect(threadFile(source, "one-thread.js", at(process)).href).toBe(at("one-thread.js"));
    expect(() => threadFile(source, "other-thread.js", at("worker.js"))).toThrow(/other-thread.js is built/);
    expect(threadFile(source, "one-thread.js", import.meta.url)).toBe(source);
  } finally {
    rmSync(build, { recursive: true });
  }
});
