import { eq } from "drizzle-orm";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { organisations, verificationPapers } from "#db/schema/identity.ts";
import { actingMember } from "./acting-member.ts";
import { HandInPaper } from "./organisation.schema.ts";

/**
 * Hands in a paper of one's own organisation. Papers are added, never replaced: whoever verified must be able to see
 * what they saw. The expiry of a hygiene certificate becomes a fact of the kitchen.
 */
export const handInPaper = command({
  name: "identity.handInPaper",
  input: HandInPaper,
  secret: ["file"],
  permit: async (_tx, call) => {
    actingMember(call, "papers.keep");
  },
  run: async (tx, call, input) => {
    const { organisationId } = actingMember(call, "papers.keep");
    const fileId = await keepFile(tx, call, {
      ownerId: organisationId,
      purpose: "verification",
      fileName: input.file.fileName,
      bytes: input.file.bytes,
    });
    const paperId = newId("verification");
    await tx.insert(verificationPapers).values({
      id: paperId,
      organisationId,
      kind: input.kind,
      fileId,
      expiresOn: input.expiresOn ?? null,
      createdAt: call.at,
    });
    if (input.kind === "hygiene_certificate" && input.expiresOn !== undefined)
      await tx
        .update(organisations)
        .set({ hygieneCertificateExpiresOn: input.expiresOn })
        .where(eq(organisations.id, organisationId));
    return { paperId };
  },
});
