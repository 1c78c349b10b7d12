import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { fundings } from "#db/schema/payments-fundings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { foundationBehind } from "../identity/foundation-reads.server.ts";
import { type FundedKitchen, mayKnowFunding } from "./funding.policy.ts";
import type { FundingRow } from "./funding-reads.server.ts";

/** A funding that the caller may know, held until the transaction ends, and whose money it is. */
export async function knownFunding(
  tx: LatestTransaction,
  call: Call,
  fundingId: string,
): Promise<{ readonly funding: FundingRow; readonly kitchen: FundedKitchen }> {
  const [funding] = await hold(tx, fundings, eq(fundings.id, fundingId));
  if (!funding) throw new Missing("payments.missing");
  const kitchen = {
    kitchenId: funding.kitchenId,
    foundationId: await foundationBehind(funding.kitchenId, tx),
  };
  if (!mayKnowFunding(call.actor, kitchen)) throw new Missing("payments.missing");
  return { funding, kitchen };
}
