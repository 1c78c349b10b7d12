import type { Member } from "#app/http/actor.server.ts";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { Missing } from "#app/kernel/errors.ts";
import { isOwnFile } from "#app/modules/catalogue/catalogue.policy.ts";
import {
  type ImportRow,
  type ListingImport,
  listingImportById,
} from "#app/modules/catalogue/listing-import-reads.server.ts";
import type { ReportRow } from "#app/modules/catalogue/ui/listing-import-views.tsx";

/** A file of goods that the own organisation brought; to anyone else there is none. */
export async function ownListingFile(member: Member, importId: string | undefined): Promise<ListingImport> {
  const file = await listingImportById(importId ?? "");
  if (!file || !isOwnFile(member.actor, file)) throw new Missing("catalogue.bulkMissing");
  return file;
}

/** A row with its reason in the words of whoever asks. */
export function inWords({
  rowNumber,
  place,
  name,
  said,
  outcome,
  fault,
  faultParams,
  listingId,
}: ImportRow): ReportRow {
  const why = fault === null ? null : sayRefusal(fault, faultParams);
  return { rowNumber, place, name, said, outcome, why, listingId };
}
