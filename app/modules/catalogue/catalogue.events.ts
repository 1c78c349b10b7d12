import { z } from "zod";

export const listingOpened = { name: "listing.opened", payload: z.object({ listingId: z.string() }) };
export const listingRepriced = { name: "listing.repriced", payload: z.object({ listingId: z.string() }) };
export const listingWithdrawn = { name: "listing.withdrawn", payload: z.object({ listingId: z.string() }) };
export const lotRegistered = {
  name: "lot.registered",
  payload: z.object({ lotId: z.string(), listingId: z.string() }),
};
/** Goods of a delivery came into a trader's stock under a listing that is off the market. */
export const stockUnpriced = { name: "stock.unpriced", payload: z.object({ shipmentId: z.string() }) };
