import { z } from "zod";

export const paymentReported = { name: "payment.reported", payload: z.object({ paymentId: z.string() }) };
export const paymentVerified = { name: "payment.verified", payload: z.object({ paymentId: z.string() }) };
export const paymentRejected = { name: "payment.rejected", payload: z.object({ paymentId: z.string() }) };
export const paymentReversed = { name: "payment.reversed", payload: z.object({ paymentId: z.string() }) };
export const payoutRequested = { name: "payout.requested", payload: z.object({ payoutId: z.string() }) };
export const payoutConfirmed = { name: "payout.confirmed", payload: z.object({ payoutId: z.string() }) };
