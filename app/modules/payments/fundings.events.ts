import { z } from "zod";

const payload = z.object({ fundingId: z.string() });

export const fundingReported = { name: "funding.reported", payload };
export const fundingConfirmed = { name: "funding.confirmed", payload };
export const fundingRejected = { name: "funding.rejected", payload };
export const fundingDoubted = { name: "funding.doubted", payload };
/** A doubt was looked at: the money was taken out of the books again, or it stands. */
export const fundingSettled = { name: "funding.settled", payload };
