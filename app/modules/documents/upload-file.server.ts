import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";

export const uploadPurposes = [
  "payment_proof",
  "receiving_photo",
  "weighing_photo",
  "contract_paper",
  "listing_photo",
] as const;

export const UploadFile = z.object({
  purpose: z.enum(uploadPurposes),
  fileName: z.string().trim().min(1).max(120),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: "kernel.fileEmpty" }),
});

/** Keeps a photo or a paper for the organisation that the caller acts for; a later deed names it by its id. */
export const uploadFile = command({
  name: "documents.uploadFile",
  input: UploadFile,
  secret: ["bytes"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "member" || !call.actor.organisationActive)
      throw new Forbidden("documents.forbidden");
  },
  run: async (tx, call, input) => {
    if (call.actor.kind !== "member") throw new Forbidden("documents.forbidden");
    return { fileId: await keepFile(tx, call, { ownerId: call.actor.organisationId, ...input }) };
  },
});
