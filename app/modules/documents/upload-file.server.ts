import { z } from "zod";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";
import type { Permission } from "../identity/permission-names.ts";
import { may } from "../identity/permissions.ts";

export const uploadPurposes = [
  "payment_proof",
  "funding_proof",
  "tax_proof",
  "receiving_photo",
  "appeal_photo",
  "listing_photo",
  "contract_paper",
  "price_evidence",
] as const;
export type UploadPurpose = (typeof uploadPurposes)[number];

/** A file is brought only by whoever may do the deed that will name it. */
const deedOf: Readonly<Record<UploadPurpose, Permission>> = {
  payment_proof: "payments.report",
  funding_proof: "fundings.report",
  tax_proof: "taxes.remit",
  receiving_photo: "shipments.receive",
  appeal_photo: "appeals.open",
  listing_photo: "listings.keep",
  contract_paper: "contracts.draft",
  price_evidence: "orders.draft",
};

const PHOTOS: ReadonlySet<UploadPurpose> = new Set(["receiving_photo", "appeal_photo", "listing_photo"]);

export const UploadFile = z.object({
  purpose: z.enum(uploadPurposes),
  fileName: z.string().trim().min(1).max(120),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, { error: "kernel.fileEmpty" }),
});

/**
 * Keeps a photo or a paper for the organisation that the caller acts for; a later deed of that organisation names it by
 * its id, and takes no file that was brought for something else. Refuses who may not do that deed.
 */
export const uploadFile = command({
  name: "documents.uploadFile",
  input: UploadFile,
  secret: ["bytes"],
  permit: async (_tx, call, { purpose }) => {
    if (!may(call.actor, deedOf[purpose])) throw new Forbidden("documents.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const isPhoto = PHOTOS.has(input.purpose);
    return { fileId: await keepFile(tx, call, { ownerId: call.actor.organisationId, isPhoto, ...input }) };
  },
});
