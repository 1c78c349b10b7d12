import { listingFileReady } from "#app/modules/catalogue/catalogue.events.ts";
import { tellAsker } from "#app/modules/notifications/tell-asker.server.ts";
import { on } from "../reaction.ts";

/** A file of goods was looked at, or listed: whoever waits for it is told, and comes back to its report. */
export const tellWhoBroughtListings = on(
  listingFileReady,
  { queue: "notifications", name: "tell-listing-file-ready" },
  (call, { importId, organisationId, personId, fileName, round }) =>
    tellAsker(call, {
      kind: "listing-file.ready",
      organisationId,
      personId,
      subjectId: `${importId}.${round}`,
      path: `barang/impor/${importId}`,
      params: { name: fileName },
    }),
);
