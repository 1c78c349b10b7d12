import type { Call } from "#app/kernel/call.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { allotmentBroken } from "../allotment/allotment.events.ts";
import { moveAllotments } from "../allotment/move-allotments.server.ts";
import { moveShipment } from "./move-shipment.server.ts";
import { bringHome } from "./named-lots.server.ts";
import type { ShipmentFacts, ShipmentLineRow } from "./shipment-facts-reads.server.ts";

/** Shares that do not come along: their shipments are cancelled, their koperasi have broken their word, and named goods are home again. */
export async function leaveBehind(
  tx: Transaction,
  call: Call,
  left: readonly { readonly shipment: ShipmentFacts; readonly rows: readonly ShipmentLineRow[] }[],
): Promise<void> {
  await bringHome(
    tx,
    call,
    left.map((share) => ({ ...share, leaves: false })),
  );
  for (const { shipment, rows } of left) {
    const allotmentIds = rows.flatMap((row) => row.allotmentId ?? []);
    await moveShipment(tx, shipment, "cancel");
    await moveAllotments(tx, allotmentIds, "break");
    for (const allotmentId of allotmentIds) await announce(tx, call, allotmentBroken, { allotmentId });
  }
}
