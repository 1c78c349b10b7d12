import { listingFileAsked } from "#app/modules/catalogue/catalogue.events.ts";
import { keepListings } from "#app/modules/catalogue/keep-listings.server.ts";
import { on } from "../reaction.ts";

/** What is good in a seller's file goes on the market. */
export const keepAskedListings = on(
  listingFileAsked,
  { queue: "imports", name: "keep-asked-listings" },
  keepListings,
);
