import { Conflict, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { secondWeighings } from "#db/schema/shipments.ts";
import { believedReceipt } from "./drive.ts";
import { everyLineOnce } from "./every-line-once.ts";
import { permittedShipment } from "./permitted-shipment.server.ts";
import { photosOfBuyer } from "./photos-of-buyer.server.ts";
import { mayReceiveShipment } from "./shipment.policy.ts";
import { ReceiveShipment } from "./shipment.schema.ts";
import { linesOfShipments, receiptFacts } from "./shipment-facts-reads.server.ts";

/**
 * Keeps what a second phone weighed of a shipment that was received already, beside its receipt. It changes no goods and no
 * money, and telling it again changes nothing. Refuses while there is no receipt.
 */
export const keepSecondWeighing = command({
  name: "shipments.keepSecondWeighing",
  input: ReceiveShipment,
  permit: async (tx, call, { shipmentId }) => {
    await permittedShipment(tx, call.actor, shipmentId, mayReceiveShipment);
  },
  run: async (tx, call, input) => {
    const shipment = await permittedShipment(tx, call.actor, input.shipmentId, mayReceiveShipment);
    const receipt = await receiptFacts(shipment.id, tx);
    if (!receipt) throw new Conflict("shipments.moved");
    invariant(call.actor.kind === "member", "permitted above");
    const { personId } = call.actor;
    await photosOfBuyer(tx, shipment.buyerId, input.lines);
    const rows = everyLineOnce(
      await linesOfShipments([shipment.id], tx),
      input.lines,
      (line) => line.shipmentLineId,
    );
    const happenedAt = believedReceipt(input.happenedAt ?? null, shipment.dispatchedAt, call.at);
    await tx
      .insert(secondWeighings)
      .values(
        rows.map(({ row, filled }) => ({
          id: newId("secondWeighing"),
          receiptId: receipt.id,
          shipmentLineId: row.id,
          weighedBy: personId,
          receiverName: input.receiverName,
          happenedAt,
          toldAt: call.at,
          deliveredBase: filled.deliveredBase,
          rejectedBase: filled.rejectedBase,
          rejectReason: filled.rejectReason ?? null,
          disposition: filled.disposition ?? null,
          photoId: filled.photoId ?? null,
          note: filled.note ?? null,
        })),
      )
      .onConflictDoNothing();
    return { shipmentId: shipment.id, receiptId: receipt.id };
  },
});
