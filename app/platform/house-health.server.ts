import { sql } from "drizzle-orm";
import { db } from "#db/client.server.ts";
import { pendingMigrations } from "#db/pending-migrations.server.ts";
import packageFile from "../../package.json" with { type: "json" };
import { log } from "./log.server.ts";
import { queueState } from "./worker-pulse.server.ts";

export type HouseHealth = {
  readonly status: "up" | "down";
  readonly version: string;
  readonly database: "up" | "down";
  /**
   * As the workers tell it, for only they know the queue: up when one of them lives and its queue answers it. A queue
   * that dies shows within two seconds, a worker that is killed within ten; one that stops in good order, at once.
   */
  readonly queue: "up" | "down";
  readonly migrations: "current" | "pending" | "unknown";
};

const ANSWER_MS_MAX = 3_000;

/** How the house is, as seen from this process. Never throws and never takes longer than a few seconds. */
export async function houseHealth(): Promise<HouseHealth> {
  const down = { database: "down", queue: "down", migrations: "unknown" } as const;
  const parts = await Promise.race([
    look().catch((error: unknown) => {
      log.warn({ err: error }, "health could not be seen");
      return down;
    }),
    new Promise<typeof down>((resolve) => setTimeout(() => resolve(down), ANSWER_MS_MAX).unref()),
  ]);
  const isUp = parts.database === "up" && parts.queue === "up" && parts.migrations === "current";
  return { status: isUp ? "up" : "down", version: packageFile.version, ...parts };
}

async function look(): Promise<Pick<HouseHealth, "database" | "queue" | "migrations">> {
  await db().execute(sql`select 1`);
  const pending = await pendingMigrations();
  // A database without its newest tables cannot be asked about workers.
  const queue = pending === 0 ? await queueState() : "down";
  return {
    database: "up",
    queue,
    migrations: pending === 0 ? "current" : "pending",
  };
}
