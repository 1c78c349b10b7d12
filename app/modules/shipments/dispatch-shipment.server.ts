import { eq } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { shipLot } from "../catalogue/ship-lot.server.ts";
import { commitmentBroken } from "../commitments/commitments.events.ts";
import { breakCommitment } from "../commitments/fulfil-commitment.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { openAccessLink } from "../identity/open-access-link.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { noteFirstDispatch } from "../orders/close-order.server.ts";
import { holdOrder } from "../orders/known-order.server.ts";
import { everyLineOnce } from "./every-line-once.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { checkLoaded } from "./receiving.ts";
import { mayDispatchShipment } from "./shipment.policy.ts";
import { DispatchShipment } from "./shipment.schema.ts";
import {
  acceptedAmong,
  linesOfShipments,
  orderFacts,
  type ShipmentFacts,
  type ShipmentLineRow,
} from "./shipment-facts-reads.server.ts";
import { deliveryNoteFactsOf } from "./shipment-paper-reads.server.ts";
import { shipmentDispatched } from "./shipments.events.ts";
import { weighingTolerances } from "./weighing-tolerance-reads.server.ts";

type Loaded = { readonly row: ShipmentLineRow; readonly loadedBase: bigint };

/**
 * The seller's goods leave: what is on the truck is weighed out of its lots, the surat jalan is issued, and the driver
 * gets a link. Refuses before the order is approved, and more than was promised plus tolerance. Of a line with
 * nothing loaded the promise is broken: its goods go back and the order is open for others.
 */
export const dispatchShipment = command({
  name: "shipments.dispatch",
  input: DispatchShipment,
  // A broken promise changes what its order holds; each waits for the order and then sees what it holds.
  isolation: "read committed",
  permit: async (tx, call, { shipmentId }) => {
    await permittedShipment(tx, call.actor, shipmentId, mayDispatchShipment);
  },
  run: async (tx, call, input) => {
    const known = await permittedShipment(tx, call.actor, input.shipmentId, mayDispatchShipment);
    invariant(call.actor.kind === "member" && known.orderId, "permitted above");
    // Who sends at the same moment waits here, and then reads what has left already.
    await holdOrder(tx, known.orderId);
    const shipment = await permittedShipment(tx, call.actor, input.shipmentId, mayDispatchShipment);
    if (shipment.state !== "planned") throw new Conflict("shipments.moved", { state: shipment.state });
    const order = await orderFacts(known.orderId, tx);
    if (order?.state !== "approved") throw new RuleBroken("shipments.orderNotApproved");
    const loaded = await checkedLoad(tx, call, shipment, input);
    await weighOut(tx, call, order.id, loaded);
    await noteFirstDispatch(tx, call, order.id);
    const driver = {
      driverName: input.driverName,
      vehiclePlate: input.vehiclePlate,
      driverPhone: input.driverPhone ?? null,
    };
    const on = dayOf(call.at, await clockOf(shipment.sellerId, tx));
    const paper = await issueDocument(tx, call, {
      organisationId: shipment.sellerId,
      kind: "SJ",
      subjectId: shipment.id,
      facts: await deliveryNoteFactsOf(
        {
          shipment,
          order,
          loaded,
          driver,
          note: input.note ?? null,
          dispatcherId: call.actor.personId,
          at: call.at,
        },
        tx,
      ),
      on,
      readers: [shipment.buyerId],
    });
    await moveShipment(tx, shipment, "dispatch", {
      ...driver,
      number: paper.number,
      dispatchedBy: call.actor.personId,
      dispatchedAt: call.at,
      note: input.note ?? null,
    });
    await openAccessLink(tx, call, {
      purpose: "drive",
      subjectId: shipment.id,
      organisationId: shipment.sellerId,
    });
    await announce(tx, call, shipmentDispatched, { shipmentId: shipment.id });
    return { shipmentId: shipment.id, documentId: paper.documentId };
  },
});

async function checkedLoad(
  tx: Transaction,
  call: Call,
  shipment: ShipmentFacts,
  input: DispatchShipment,
): Promise<Loaded[]> {
  const rows = await linesOfShipments([shipment.id], tx);
  const pairs = everyLineOnce(rows, input.lines, (line) => line.shipmentLineId);
  const toleranceOf = await weighingTolerances(shipment.buyerId, call.at, rows, tx);
  const standing = await acceptedAmong(
    rows.flatMap((row) => row.commitmentId ?? []),
    tx,
  );
  const loaded = pairs.map(({ row, filled }) => {
    const stands = row.commitmentId !== null && standing.has(row.commitmentId);
    if (filled.loadedBase > 0n && !stands) throw new Conflict("shipments.moved");
    checkLoaded({ ...row, loadedBase: filled.loadedBase }, toleranceOf(row));
    return { row, loadedBase: filled.loadedBase, stands };
  });
  if (loaded.every((line) => line.loadedBase === 0n)) throw new RuleBroken("shipments.nothingLoaded");
  return loaded.filter((line) => line.stands);
}

async function weighOut(
  tx: LatestTransaction,
  call: Call,
  orderId: string,
  loaded: readonly Loaded[],
): Promise<void> {
  // Lots in id order, as everyone takes them who takes several.
  const ordered = [...loaded].sort((a, b) => ((a.row.lotId ?? "") < (b.row.lotId ?? "") ? -1 : 1));
  for (const { row, loadedBase } of ordered) {
    invariant(row.lotId && row.commitmentId, "a line of an order has a lot and a promise");
    if (loadedBase === 0n) {
      await breakCommitment(tx, call, row.commitmentId, "notLoaded");
      await announce(tx, call, commitmentBroken, { commitmentId: row.commitmentId, orderId });
      continue;
    }
    await shipLot(tx, call, {
      lotId: row.lotId,
      reservedBase: row.promisedBase,
      shippedBase: loadedBase,
      shipmentLineId: row.id,
    });
    await tx.update(shipmentLines).set({ loadedBase }).where(eq(shipmentLines.id, row.id));
  }
}
