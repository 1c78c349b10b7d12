import { and, eq, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { takeFree } from "#db/hold.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { commitmentBroken } from "../commitments/commitments.events.ts";
import { breakCommitment } from "../commitments/fulfil-commitment.server.ts";
import { voidReasonWords } from "../documents/formal.ts";
import { voidStandingDocuments } from "../documents/issue-document.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { acceptedAmong, linesOfShipments } from "./shipment-facts-reads.server.ts";

const ENDED_MAX = 100;

/**
 * Gives up on goods of orders that never left: so many days after the delivery day their promises are broken, what was
 * held goes back to its lots, and the shipment is cancelled with its Surat Pesanan. Answers how many.
 */
export const endMissedShipments = command({
  name: "shipments.endMissed",
  input: z.object({}),
  isolation: "read committed",
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("shipments.forbidden");
  },
  run: async (tx, call) => {
    const today = dayOf(call.at, "Asia/Jakarta");
    const grace = await numberParameter(tx, "shipments.missed_after_days", { day: today });
    const missed = await takeFree(
      tx,
      shipments,
      and(
        eq(shipments.purpose, "order"),
        eq(shipments.state, "planned"),
        lt(shipments.deliveryDay, addDays(today, -grace)),
      ),
      { by: [shipments.id], limit: ENDED_MAX },
    );
    if (missed.length === 0) return { ended: 0 };
    const ids = missed.map((shipment) => shipment.id);
    const orderOf = new Map(missed.map((shipment) => [shipment.id, shipment.orderId]));
    const lines = (await linesOfShipments(ids, tx)).filter((line) => line.commitmentId !== null);
    const standing = await acceptedAmong(
      lines.flatMap((line) => line.commitmentId ?? []),
      tx,
    );
    const promised = [...lines].sort((a, b) => ((a.lotId ?? "") < (b.lotId ?? "") ? -1 : 1));
    for (const { commitmentId, shipmentId } of promised) {
      if (commitmentId === null || !standing.has(commitmentId)) continue;
      const orderId = orderOf.get(shipmentId);
      invariant(orderId, "a shipment of an order has one");
      await breakCommitment(tx, call, commitmentId, "notDispatched");
      await announce(tx, call, commitmentBroken, { commitmentId, orderId });
    }
    await tx.update(shipments).set({ state: "cancelled" }).where(inArray(shipments.id, ids));
    await voidStandingDocuments(tx, call, {
      kind: "SP",
      subjectIds: ids,
      reason: voidReasonWords.notDispatched,
    });
    return { ended: ids.length };
  },
});
