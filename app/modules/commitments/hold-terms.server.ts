import { eq } from "drizzle-orm";
import { hold } from "#db/hold.server.ts";
import { paymentTerms } from "#db/schema/commitments-terms.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";

/** An agreement of two, held until the transaction ends: whoever collects its deliveries waits. Null where there is none. */
export async function holdTerms(
  tx: LatestTransaction,
  paymentTermsId: string,
): Promise<typeof paymentTerms.$inferSelect | null> {
  const [terms] = await hold(tx, paymentTerms, eq(paymentTerms.id, paymentTermsId));
  return terms ?? null;
}
