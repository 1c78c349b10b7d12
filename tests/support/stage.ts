import type { Browser } from "playwright-core";
import { hashPassword } from "#app/modules/identity/password.server.ts";
import { startBrowser, startHouse } from "./browser.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { startRedis } from "./redis.ts";
import type { Member } from "./rows.ts";
import { type World, world } from "./world.ts";

const PASSWORD = "panen raya di Blitar";

/** A house that runs, a town in it, and a browser before it: where a day is played on screens. */
export type Stage = {
  readonly database: TestDatabase;
  readonly town: World;
  readonly base: string;
  readonly browser: Browser;
  /** The first page of an organisation. */
  readonly home: (organisation: { readonly id: string }) => Promise<string>;
  /** What somebody types to sign in. */
  readonly accountOf: (member: Member) => Promise<{ readonly email: string; readonly password: string }>;
};

/** The built web and worker processes on a fresh database and the queues of this backend; all gone when the test is over. */
export async function stage(backend: "postgresql" | "redis"): Promise<Stage> {
  const database = await testDatabase();
  const redis = backend === "redis" ? await startRedis() : null;
  const town = world(database, new Date());
  const base = await startHouse({ url: database.url, redisUrl: redis?.url });
  const browser = await startBrowser();
  const passwordHash = await hashPassword(PASSWORD);
  return {
    database,
    town,
    base,
    browser,
    home: async ({ id }) => {
      const [row] = await database.sql`select slug from organisations where id = ${id}`;
      return `/${row?.["slug"]}`;
    },
    accountOf: async ({ personId }) => {
      const [row] = await database.sql`
        update persons set password_hash = ${passwordHash} where id = ${personId} returning email`;
      return { email: row?.["email"] as string, password: PASSWORD };
    },
  };
}
