import { eq, sql } from "drizzle-orm";
import { Forbidden, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { fileById, keepFile } from "#app/platform/files.server.ts";
import { listings } from "#db/schema/catalogue.ts";
import { mayKeepListing } from "./catalogue.policy.ts";
import { AddListingPhoto } from "./catalogue.schema.ts";
import { ownListing } from "./own-goods.server.ts";

/** Keeps a photo and shows it on the listing. Refuses what is no picture. */
export const addListingPhoto = command({
  name: "catalogue.addListingPhoto",
  input: AddListingPhoto,
  secret: ["bytes"],
  permit: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    if (!mayKeepListing(call.actor, listing)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, input) => {
    const listing = await ownListing(tx, call, input.listingId);
    const photoId = await keepFile(tx, call, {
      ownerId: listing.sellerId,
      purpose: "listing_photo",
      fileName: input.fileName,
      bytes: input.bytes,
    });
    const photo = await fileById(photoId, tx);
    if (!photo?.mediaType.startsWith("image/")) throw new RuleBroken("catalogue.notPhoto");
    await tx
      .update(listings)
      .set({ photoId, version: sql`${listings.version} + 1`, updatedAt: call.at })
      .where(eq(listings.id, listing.id));
    return { listingId: listing.id, photoId };
  },
});
