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
/** A seller brought a file of goods, or wants it looked at again. */
export const listingFileBrought = {
  name: "listing-file.brought",
  payload: z.object({ importId: z.string() }),
};
/** What is good in a file may go on the market. */
export const listingFileAsked = { name: "listing-file.asked", payload: z.object({ importId: z.string() }) };
/** A file was looked at, or what is good in it is on the market; it says for whom. */
export const listingFileReady = {
  name: "listing-file.ready",
  payload: z.object({
    importId: z.string(),
    organisationId: z.string(),
    personId: z.string(),
    fileName: z.string(),
    /** Which of the times that something was done with it: told once for each. */
    round: z.string(),
  }),
};
