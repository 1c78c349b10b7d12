import { and, eq, inArray, sql } from "drizzle-orm";
import type { Rupiah } from "#app/kernel/money.ts";
import { payments, payouts } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { holdBalance } from "../ledger/hold-balance.server.ts";

/**
 * What of a buyer's deposit nobody asked for yet, neither for an invoice nor to be paid back: whoever asks at the same moment waits here,
 * and then sees this.
 */
export async function depositLeft(tx: LatestTransaction, sellerId: string, buyerId: string): Promise<Rupiah> {
  const held = -(await holdBalance(tx, sellerId, "customerDeposit", buyerId));
  const [asked] = await tx
    .select({ amount: sql<string>`coalesce(sum(${payments.amountRupiah}), 0)::text` })
    .from(payments)
    .where(
      and(
        eq(payments.payeeId, sellerId),
        eq(payments.payerId, buyerId),
        eq(payments.rail, "deposit"),
        eq(payments.state, "reported"),
      ),
    );
  const [going] = await tx
    .select({ amount: sql<string>`coalesce(sum(${payouts.amountRupiah}), 0)::text` })
    .from(payouts)
    .where(
      and(
        eq(payouts.payerId, sellerId),
        eq(payouts.payeeOrganisationId, buyerId),
        eq(payouts.isDeposit, true),
        inArray(payouts.state, ["requested", "approved"]),
      ),
    );
  return held - BigInt(asked?.amount ?? "0") - BigInt(going?.amount ?? "0");
}
