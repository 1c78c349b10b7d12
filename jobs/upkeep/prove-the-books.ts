import { now } from "#app/platform/clock.server.ts";
import { env } from "#app/platform/env.server.ts";
import { log } from "#app/platform/log.server.ts";
import { keepProofResults } from "#app/platform/proof-results.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { every } from "../schedule.ts";

/** Every night each proof is run on one snapshot of the books. A row returned by any of them is an alarm, and closes no month. */
export const proveTheBooks = every("prove-the-books", { cron: "30 2 * * *" }, async () => {
  const proofs = await proveDatabase(env().DATABASE_URL);
  await keepProofResults(proofs, now());
  const broken = proofs.filter((proof) => proof.rows.length > 0);
  for (const { name, claim, rows } of broken)
    log.error({ proof: name, claim, rows: rows.length, first: rows[0] }, "a proof does not hold");
  if (broken.length > 0)
    throw new Error(
      `proofs do not hold: ${broken.map(({ name, rows }) => `${name} (${rows.length} rows)`).join(", ")}`,
    );
});
