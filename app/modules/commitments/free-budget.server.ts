import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";

import type { LatestTransaction } from "#db/transaction.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { lowerHold } from "../orders/agree-hold.server.ts";

type Accepted = Omit<Parameters<typeof lowerHold>[2], "isVatRegistered"> & { readonly sellerId: string };

/**
 * Lowers what the order of an accepted promise holds to the agreed price with this seller's tax, in the caller's
 * transaction and before lots and lines are taken: everyone who answers one order queues up at the order.
 */
export async function freeBudget(tx: LatestTransaction, call: Call, accepted: Accepted): Promise<void> {
  const seller = await organisationById(accepted.sellerId, tx);
  invariant(seller, "a seller promises");
  await lowerHold(tx, call, { ...accepted, isVatRegistered: seller.isVatRegistered });
}
