import { listingFileBrought } from "#app/modules/catalogue/catalogue.events.ts";
import { lookAtListings } from "#app/modules/catalogue/look-at-listings.server.ts";
import { on } from "../reaction.ts";

/** A seller's file of goods is looked at, row by row. */
export const lookAtBroughtListings = on(
  listingFileBrought,
  { queue: "imports", name: "look-at-brought-listings" },
  lookAtListings,
);
