import { expect, test } from "vitest";
import { TooLate, threadPool } from "#app/platform/thread-pool.server.ts";

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
