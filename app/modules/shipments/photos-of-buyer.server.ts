import { Invalid } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { ownPhotosAmong } from "./shipment-facts-reads.server.ts";

/** Refuses lines that name a photo which the buyer did not bring for a handover. */
export async function photosOfBuyer(
  tx: Transaction,
  buyerId: string,
  lines: readonly { readonly photoId?: string | undefined }[],
): Promise<void> {
  const own = await ownPhotosAmong(
    buyerId,
    lines.flatMap(({ photoId }) => photoId ?? []),
    tx,
  );
  const fields: Record<string, string[]> = {};
  for (const [at, { photoId }] of lines.entries())
    if (photoId !== undefined && !own.has(photoId))
      fields[`lines[${at}].photoId`] = ["shipments.photoMissing"];
  if (Object.keys(fields).length > 0) throw new Invalid(fields);
}
