import type { Actor } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { mayKnowShipment } from "./shipment.policy.ts";
import { type ShipmentFacts, shipmentFacts } from "./shipment-facts-reads.server.ts";

/** The shipment, when this actor has a part in it and `may` says yes; Missing or Forbidden otherwise. */
export async function permittedShipment(
  tx: Transaction,
  actor: Actor,
  shipmentId: string,
  may: (actor: Actor, shipment: ShipmentFacts) => boolean,
): Promise<ShipmentFacts> {
  const shipment = await shipmentFacts(shipmentId, tx);
  if (!shipment || !mayKnowShipment(actor, shipment)) throw new Missing("shipments.missing");
  if (!may(actor, shipment)) throw new Forbidden("shipments.forbidden");
  return shipment;
}
