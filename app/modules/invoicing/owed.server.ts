import { sql } from "drizzle-orm";
import { koperasiStatements } from "#db/schema/invoicing.ts";

/** What a statement comes to as it stands today, in a query: as `standingOf` says it. */
export const owedRupiah = sql`(${koperasiStatements.netRupiah} - ${koperasiStatements.correctedRupiah}
  - ${koperasiStatements.freightAddedRupiah} + ${koperasiStatements.freightReturnedRupiah})`;
