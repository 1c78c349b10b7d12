import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayKnowTaxRemittance } from "./tax-remittance.policy.ts";
import type { TaxRemittanceRow } from "./tax-remittance-reads.server.ts";

/** A tax remittance that the caller may know, held until the transaction ends. */
export async function knownTaxRemittance(
  tx: LatestTransaction,
  call: Call,
  taxRemittanceId: string,
): Promise<TaxRemittanceRow> {
  const [remittance] = await hold(tx, taxRemittances, eq(taxRemittances.id, taxRemittanceId));
  if (!remittance || !mayKnowTaxRemittance(call.actor, remittance)) throw new Missing("payments.missing");
  return remittance;
}
