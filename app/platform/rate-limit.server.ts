import { lt } from "drizzle-orm";
import { RateLimiterDrizzle, RateLimiterRes } from "rate-limiter-flexible";
import { RuleBroken } from "#app/kernel/errors.ts";
import { type Database, db } from "#db/client.server.ts";
import { rateLimits } from "#db/schema/platform.ts";

/** `tries` in `seconds`; after that, silence for `blockSeconds` (or until the span is over). */
export type RateLimit = {
  readonly name: string;
  readonly tries: number;
  readonly seconds: number;
  readonly blockSeconds?: number;
};

// Per pool: a test, or a program that points elsewhere, counts where it points.
const limiters = new WeakMap<Database, Map<string, RateLimiterDrizzle>>();

function limiterOf(limit: RateLimit): RateLimiterDrizzle {
  const on = db();
  const known = limiters.get(on) ?? new Map<string, RateLimiterDrizzle>();
  limiters.set(on, known);
  const limiter =
    known.get(limit.name) ??
    new RateLimiterDrizzle({
      storeClient: on,
      schema: rateLimits,
      keyPrefix: limit.name,
      points: limit.tries,
      duration: limit.seconds,
      blockDuration: limit.blockSeconds ?? 0,
      // One that is over the limit is turned away from memory: an attack does not become load on the database.
      inMemoryBlockOnConsumed: limit.tries + 1,
      inMemoryBlockDuration: limit.blockSeconds ?? Math.min(limit.seconds, 60),
      // One round of the worker forgets what has run out, for all limits and processes (jobs/upkeep/forget-expired-tries.ts).
      clearExpiredByTimeout: false,
    });
  known.set(limit.name, limiter);
  return limiter;
}

/** Counts one try by `who`; refuses with the seconds to wait when there were too many. Counted in all processes together. */
export async function countTry(limit: RateLimit, who: string): Promise<void> {
  try {
    await limiterOf(limit).consume(who.slice(0, 200));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new RuleBroken("kernel.tooManyTries", { seconds: Math.ceil(error.msBeforeNext / 1000) });
  }
}

/** Forgets the tries of `who`: they have shown that they know what they were asked. */
export async function forgetTries(limit: RateLimit, who: string): Promise<void> {
  await limiterOf(limit).delete(who.slice(0, 200));
}

/** Forgets every count that ran out before `before`: it holds nobody back any more. Answers how many. */
export async function forgetExpiredTries(before: Date): Promise<number> {
  const gone = await db().delete(rateLimits).where(lt(rateLimits.expire, before));
  return gone.count;
}
