import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { supplyFrameworks } from "#db/schema/commitments-frameworks.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayKnowTerms } from "./payment-terms.policy.ts";

/** Takes an agreement for the rest of the transaction; Missing for whoever is no party to it. */
export async function heldFramework(tx: LatestTransaction, call: Call, frameworkId: string) {
  const [framework] = await hold(tx, supplyFrameworks, eq(supplyFrameworks.id, frameworkId));
  if (!framework || !mayKnowTerms(call.actor, framework)) throw new Missing("commitments.frameworkMissing");
  return framework;
}
