import { sql } from "drizzle-orm";
import { Refusal } from "#app/kernel/errors.ts";
import type { LatestTransaction } from "./transaction.server.ts";

/**
 * Does one part of a deed so that its refusal undoes what it had written and nothing else. Answers what it answers, or the refusal;
 * anything else that goes wrong ends the whole transaction, as ever. Not for parts that book: postings are written with their entry
 * in the outermost transaction, and the database refuses them here.
 */
export async function orRefusal<T>(tx: LatestTransaction, part: () => Promise<T>): Promise<T | Refusal> {
  await tx.execute(sql`savepoint one_part`);
  try {
    const done = await part();
    await tx.execute(sql`release savepoint one_part`);
    return done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await tx.execute(sql`rollback to savepoint one_part`);
    return error;
  }
}
