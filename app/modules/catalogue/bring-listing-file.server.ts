import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile, sha256Of } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { announce } from "#app/platform/outbox.server.ts";
import { listingImports } from "#db/schema/catalogue-listing-imports.ts";
import { listingFileBrought } from "./catalogue.events.ts";
import { mayListDay } from "./catalogue.policy.ts";

const BringListingFile = z.object({
  fileName: z.string().trim().min(1).max(120),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: "kernel.fileEmpty" }),
});

/**
 * Keeps a seller's file of goods with its hash; a worker looks at it, and none of it is listed yet. The same bytes again are the
 * import that there is, whatever they are called and whoever of the seller brings them. Refuses what is no CSV or XLSX.
 */
export const bringListingFile = command({
  name: "catalogue.bringListingFile",
  input: BringListingFile,
  secret: ["bytes"],
  permit: async (_tx, call) => {
    if (!mayListDay(call.actor)) throw new Forbidden("catalogue.forbidden");
  },
  run: async (tx, call, { bytes, fileName }) => {
    invariant(call.actor.kind === "member", "permitted above");
    const { organisationId, personId } = call.actor;
    const sha256 = sha256Of(bytes);
    const [before] = await tx
      .select({ id: listingImports.id })
      .from(listingImports)
      .where(and(eq(listingImports.organisationId, organisationId), eq(listingImports.sha256, sha256)));
    if (before) return { importId: before.id, isKnown: true };
    const fileId = await keepFile(tx, call, {
      ownerId: organisationId,
      purpose: "listing_file",
      fileName,
      bytes,
      isSheet: true,
    });
    const importId = newId("listingImport");
    // Another phone that brings the same at this moment is stopped by the index, and its second try finds this one.
    await tx
      .insert(listingImports)
      .values({ id: importId, organisationId, fileId, sha256, broughtBy: personId, broughtAt: call.at });
    await announce(tx, call, listingFileBrought, { importId });
    return { importId, isKnown: false };
  },
});
