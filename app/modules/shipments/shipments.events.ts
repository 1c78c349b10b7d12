import { z } from "zod";

const shipment = z.object({ shipmentId: z.string() });
const appeal = z.object({ appealId: z.string() });
const ride = z.object({ rideId: z.string() });
const trip = z.object({ tripId: z.string() });

export const shipmentPlanned = { name: "shipment.planned", payload: shipment };
export const shipmentDispatched = { name: "shipment.dispatched", payload: shipment };
export const shipmentArrived = { name: "shipment.arrived", payload: shipment };
export const shipmentReceived = { name: "shipment.received", payload: shipment };
/** It was not at the door when it was due. */
export const shipmentLate = { name: "shipment.late", payload: shipment };
/** The buyer waits for it no longer. */
export const shipmentLetGo = { name: "shipment.let-go", payload: shipment };
/** Goods that were refused are to be brought anew the same day. */
export const replacementAsked = { name: "replacement.asked", payload: shipment };
/** Nobody promised them in time: they are let go. */
export const replacementLapsed = { name: "replacement.lapsed", payload: shipment };
/** A seller appeals against what was weighed or refused. */
export const appealOpened = { name: "appeal.opened", payload: appeal };
export const appealDecided = { name: "appeal.decided", payload: appeal };
/** Its seller took it back: the weighing stands. */
export const appealWithdrawn = { name: "appeal.withdrawn", payload: appeal };
/** Nobody answered it in time: the weighing stands. */
export const appealLapsed = { name: "appeal.lapsed", payload: appeal };
export const tripPlanned = { name: "trip.planned", payload: trip };
export const tripDeparted = { name: "trip.departed", payload: trip };
export const tripDelivered = {
  name: "trip.delivered",
  payload: z.object({ tripId: z.string(), callOffId: z.string() }),
};
export const rideOffered = { name: "ride.offered", payload: ride };
export const rideFixed = { name: "ride.fixed", payload: ride };
export const rideCancelled = { name: "ride.cancelled", payload: ride };
/** Its carrier goes without somebody who had said yes. */
export const rideLeft = { name: "ride.left", payload: z.object({ ridePlaceId: z.string() }) };
export const rideSettled = { name: "ride.settled", payload: ride };
