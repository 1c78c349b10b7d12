import { eq } from "drizzle-orm";
import { Conflict, Forbidden, invariant, Missing } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { priceEvidences, priceVerdicts } from "#db/schema/orders.ts";
import { may } from "../identity/permissions.ts";
import { knownOrder } from "./known-order.server.ts";
import { priceDecided } from "./orders.events.ts";
import { DecidePriceEvidence } from "./price-evidence.schema.ts";

/**
 * The head's word on why goods may cost more than the market pays: yes, or no with a reason. Refuses whoever brought the
 * evidence, and a second word on the same.
 */
export const decidePriceEvidence = command({
  name: "orders.decidePriceEvidence",
  input: DecidePriceEvidence,
  permit: async (tx, call, { evidenceId }) => {
    const evidence = await brought(tx, evidenceId);
    await knownOrder(tx, call, evidence.orderId);
    if (!may(call.actor, "orders.approve")) throw new Forbidden("orders.forbidden");
    if (call.actor.kind === "member" && call.actor.personId === evidence.writtenBy)
      throw new Forbidden("orders.priceSecondPerson");
  },
  run: async (tx, call, { evidenceId, verdict, note }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { writtenBy, orderId } = await brought(tx, evidenceId);
    const order = await knownOrder(tx, call, orderId);
    if (order.state !== "draft") throw new Conflict("orders.moved", { state: order.state });
    const given = await tx
      .insert(priceVerdicts)
      .values({
        evidenceId,
        writtenBy,
        verdict,
        note: note ?? null,
        decidedBy: call.actor.personId,
        decidedAt: call.at,
      })
      .onConflictDoNothing({ target: priceVerdicts.evidenceId })
      .returning({ evidenceId: priceVerdicts.evidenceId });
    if (given.length !== 1) throw new Conflict("orders.priceDecided");
    await announce(tx, call, priceDecided, { evidenceId });
    return { evidenceId, orderId };
  },
});

async function brought(tx: Transaction, evidenceId: string) {
  const [evidence] = await tx.select().from(priceEvidences).where(eq(priceEvidences.id, evidenceId));
  if (!evidence) throw new Missing("orders.missing");
  return evidence;
}
