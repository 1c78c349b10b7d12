import { z } from "zod";

const round = z.object({ roundId: z.string() });
const allotment = z.object({ allotmentId: z.string() });
const callOff = z.object({ callOffId: z.string() });

/** Somebody asked for a table; the worker draws it up. */
export const allotmentAsked = { name: "allotment.asked", payload: round };
export const allotmentProposed = { name: "allotment.proposed", payload: round };
export const allotmentPublished = { name: "allotment.published", payload: round };
export const allotmentAccepted = { name: "allotment.accepted", payload: allotment };
export const allotmentDeclined = { name: "allotment.declined", payload: allotment };
export const allotmentLapsed = { name: "allotment.lapsed", payload: allotment };
export const allotmentBroken = { name: "allotment.broken", payload: allotment };
/** A koperasi will bring less than it had accepted; what it gave back may be shared again. */
export const allotmentReleased = { name: "allotment.released", payload: allotment };
/** The last open share of a call-off was answered: what is left may be shared again. */
export const roundAnswered = { name: "allotment.round-answered", payload: callOff };
/** Nobody who shares in the call-off can take what is left. */
export const allotmentShortfall = { name: "allotment.shortfall", payload: callOff };
