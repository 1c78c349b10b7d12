import { and, eq, isNull } from "drizzle-orm";
import { actingOrganisation, type Call } from "#app/kernel/call.ts";
import { Conflict, invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";

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
