import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";

type Shipment = {
  readonly purpose: "order" | "call_off";
  readonly sellerId: string;
  readonly buyerId: string;
  /** The trade center between them, in a call-off. */
  readonly hubId: string | null;
};
type Trip = { readonly hubId: string; readonly buyerId: string };

function actsFor(actor: Actor, organisationId: string | null): boolean {
  return actor.kind === "member" && actor.organisationId === organisationId;
}

/** Sender, receiver and the trade center between them may know a shipment, and nobody else. */
export function mayKnowShipment(actor: Actor, shipment: Shipment): boolean {
  return (
    actsFor(actor, shipment.sellerId) || actsFor(actor, shipment.buyerId) || actsFor(actor, shipment.hubId)
  );
}

/** What an order asked for leaves by the hand of its seller; shares of a call-off leave through the gate. */
export function mayDispatchShipment(actor: Actor, shipment: Shipment): boolean {
  return (
    shipment.purpose === "order" && actsFor(actor, shipment.sellerId) && may(actor, "shipments.dispatch")
  );
}

/** Whoever sends a koperasi's goods says from which lots its share of a call-off comes. */
export function mayNameLots(actor: Actor, shipment: Shipment): boolean {
  return (
    shipment.purpose === "call_off" && actsFor(actor, shipment.sellerId) && may(actor, "shipments.dispatch")
  );
}

export function mayReceiveShipment(actor: Actor, shipment: Shipment): boolean {
  return shipment.purpose === "order" && actsFor(actor, shipment.buyerId) && may(actor, "shipments.receive");
}

/** Whoever buys for the kitchen finds others when goods do not come; what is paid at the most was approved before. */
export function mayReplaceLate(actor: Actor, shipment: Shipment): boolean {
  return shipment.purpose === "order" && actsFor(actor, shipment.buyerId) && may(actor, "orders.draft");
}

export function mayWeighIn(actor: Actor, shipment: Shipment): boolean {
  return shipment.purpose === "call_off" && actsFor(actor, shipment.hubId) && may(actor, "gate.weigh");
}

export function mayKnowTrip(actor: Actor, trip: Trip): boolean {
  return actsFor(actor, trip.hubId) || actsFor(actor, trip.buyerId);
}

export function mayDepartTrip(actor: Actor, trip: Trip): boolean {
  return actsFor(actor, trip.hubId) && may(actor, "trips.depart");
}

/** The buyer's warehouse writes down what it weighed, or the trade center does so from the signed paper. */
export function mayHandOverTrip(actor: Actor, trip: Trip): boolean {
  return mayKnowTrip(actor, trip) && may(actor, "shipments.receive");
}

/** Vehicles are kept by whoever sends goods. */
export function mayKeepVehicles(actor: Actor): boolean {
  return may(actor, "vehicles.keep");
}

/** Whoever sends a koperasi's goods also offers room beside them, and takes up what a neighbour offers. */
export function mayDecideRide(actor: Actor, koperasiId: string): boolean {
  return (
    actsFor(actor, koperasiId) &&
    actor.kind === "member" &&
    actor.organisationKind === "koperasi" &&
    may(actor, "shipments.dispatch")
  );
}
