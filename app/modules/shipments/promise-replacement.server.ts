import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { replacements } from "#db/schema/shipments-door.ts";
import { promiseAnew } from "../commitments/promise-anew.server.ts";
import { holdOrder } from "../orders/known-order.server.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { lotsToReplace, type ReplacementShown, replacementFacts } from "./replacement-reads.server.ts";
import { mayDispatchShipment } from "./shipment.policy.ts";
import { PromiseReplacement } from "./shipment.schema.ts";

/**
 * The seller says out of which lot it brings anew what was refused, at the price agreed before: the goods are promised for
 * the same line of the order and leave and are received like any delivery. A lot that has less promises what it has, and the
 * rest is let go. Refuses after the time, twice, and a lot that is not the seller's, not good enough or gone.
 */
export const promiseReplacement = command({
  name: "shipments.promiseReplacement",
  input: PromiseReplacement,
  isolation: "read committed",
  permit: async (tx, call, { shipmentLineId }) => {
    await permitted(tx, call, shipmentLineId);
  },
  run: async (tx, call, { shipmentLineId, lotId }) => {
    const known = await permitted(tx, call, shipmentLineId);
    // Nobody closes the order, and nobody else answers, while this one does.
    await holdOrder(tx, known.orderId);
    const asked = await permitted(tx, call, shipmentLineId);
    if (asked.replacement.state !== "asked") throw new Conflict("shipments.replacementMoved");
    if (call.at > asked.replacement.dueAt) throw new RuleBroken("shipments.replacementLate");
    const lot = (await lotsToReplace(asked, tx)).find((one) => one.lotId === lotId);
    if (!lot) throw new Conflict("shipments.substituteGone");
    const { askedBase } = asked.replacement;
    const promisedBase = lot.availableBase < askedBase ? lot.availableBase : askedBase;
    invariant(call.actor.kind === "member", "permitted above");
    const commitmentId = await promiseAnew(tx, call, {
      ...asked,
      ...lot,
      quantityBase: promisedBase,
      answeredBy: call.actor.personId,
    });
    const [kept] = await tx
      .update(replacements)
      .set({ state: "promised", commitmentId, promisedBase, settledAt: call.at })
      .where(and(eq(replacements.shipmentLineId, shipmentLineId), eq(replacements.state, "asked")))
      .returning({ id: replacements.shipmentLineId });
    if (!kept) throw new Conflict("shipments.replacementMoved");
    return { commitmentId, shipmentId: asked.replacement.shipmentId };
  },
});

async function permitted(tx: Transaction, call: Call, shipmentLineId: string): Promise<ReplacementShown> {
  const asked = await replacementFacts(shipmentLineId, tx);
  if (!asked) throw new Missing("shipments.missing");
  await permittedShipment(tx, call.actor, asked.replacement.shipmentId, mayDispatchShipment);
  return asked;
}
