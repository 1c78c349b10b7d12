import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { levyRemittances } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import type { RemittanceRow } from "./remittance-reads.server.ts";

/** A remittance of the caller's own trade center, held until the transaction ends. */
export async function knownRemittance(
  tx: LatestTransaction,
  call: Call,
  remittanceId: string,
): Promise<RemittanceRow> {
  const [row] = await hold(tx, levyRemittances, eq(levyRemittances.id, remittanceId));
  if (!row || call.actor.kind !== "member" || call.actor.organisationId !== row.hubId)
    throw new Missing("payments.missing");
  return row;
}
