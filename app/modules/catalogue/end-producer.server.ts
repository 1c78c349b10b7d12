import { and, eq, isNull } from "drizzle-orm";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { holdWithPointers } from "#db/hold.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";

/**
 * Takes a producer off the list of who brings goods, in the caller's transaction; what they brought and were paid stays. Whoever
 * calls has made sure that nothing of theirs is open.
 */
export async function endProducer(tx: Transaction, call: Call, producerId: string): Promise<void> {
  invariant(call.actor.kind === "member", "somebody of the seller ends it");
  const ended = await tx
    .update(producers)
    .set({ endedAt: call.at, endedBy: call.actor.personId })
    .where(
      and(
        eq(producers.id, producerId),
        eq(producers.organisationId, actingOrganisation(call.actor) ?? ""),
        isNull(producers.endedAt),
      ),
    )
    .returning({ id: producers.id });
  if (ended.length === 0) throw new Conflict("catalogue.producerEnded");
}

/**
 * Holds a producer in the caller's transaction, so that nothing is brought in their name meanwhile: whoever brings goods of theirs
 * points at this row, and one of the two waits for the other.
 */
export async function holdProducer(tx: LatestTransaction, producerId: string): Promise<void> {
  await holdWithPointers(tx, producers, eq(producers.id, producerId));
}
