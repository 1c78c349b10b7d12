import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { hold } from "#db/hold.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { mayKnowConsignment } from "./consignment.policy.ts";

export type ConsignmentRow = typeof consignments.$inferSelect;

/**
 * A consignment that the caller may know, held until the transaction ends: its keeper's and its consignor's, or the one that
 * the caller's link opens. Somebody else's, and none at all, are Missing alike.
 */
export async function knownConsignment(
  tx: LatestTransaction,
  call: Call,
  consignmentId: string,
): Promise<ConsignmentRow> {
  const { actor } = call;
  const [row] = await hold(tx, consignments, eq(consignments.id, consignmentId));
  const isOpened =
    actor.kind === "link" ? actor.purpose === "consign" && actor.subjectId === consignmentId : false;
  if (!row || !(isOpened || mayKnowConsignment(actor, row))) throw new Missing("consignment.missing");
  return row;
}
