import { sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { proofResults } from "#db/schema/platform.ts";

/** Keeps what the last run of the proofs found, in the place of the run before. */
export async function keepProofResults(
  results: readonly { readonly name: string; readonly rows: readonly unknown[] }[],
  at: Date,
): Promise<void> {
  await db().transaction(async (tx) => {
    await tx.delete(proofResults);
    await tx
      .insert(proofResults)
      .values(results.map(({ name, rows }) => ({ name, rowsFound: rows.length, provenAt: at })));
  });
}

/** When the proofs last ran, and the names of those that did not hold; no moment when they never ran. */
export async function lastProofs(
  on: Executor = db(),
): Promise<{ readonly at: Date | null; readonly broken: readonly string[] }> {
  const rows = await on.select().from(proofResults).orderBy(sql`${proofResults.name}`);
  return {
    at: rows[0]?.provenAt ?? null,
    broken: rows.filter((row) => row.rowsFound > 0).map((row) => row.name),
  };
}
