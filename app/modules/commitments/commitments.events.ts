import { z } from "zod";

const Subject = z.object({ commitmentId: z.string(), orderId: z.string() });

/** One seller was asked by the buyer itself, outside any run of matching. */
export const commitmentOffered = { name: "commitment.offered", payload: Subject };
export const commitmentAccepted = { name: "commitment.accepted", payload: Subject };
/** Wholly or in part: what is left over may be matched again. */
export const commitmentDeclined = { name: "commitment.declined", payload: Subject };
export const commitmentLapsed = { name: "commitment.lapsed", payload: Subject };
/** The time to answer runs out, of this offer first; whatever else the seller has yet to answer goes along. */
export const commitmentDue = { name: "commitment.due", payload: Subject };
/** The goods of an accepted offer will not come: their line is open again. */
export const commitmentBroken = { name: "commitment.broken", payload: Subject };
export const commitmentCancelled = { name: "commitment.cancelled", payload: Subject };
/** A seller's radar is to be looked at. */
export const radarDue = { name: "radar.due", payload: z.object({ organisationId: z.string() }) };
