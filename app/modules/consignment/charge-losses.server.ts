import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { consignmentLines } from "#db/schema/consignment.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { ownListingById } from "../catalogue/listing-reads.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { postEntry } from "../ledger/post-entry.server.ts";
import { lossOf } from "./consignment.ts";
import { lossEntries } from "./consignment-postings.ts";
import type { ConsignmentRow } from "./known-consignment.server.ts";
import { unchargedLosses } from "./loss-reads.server.ts";

/**
 * Writes down, in the caller's transaction, what of a held consignment was lost in the keeper's custody and is not charged yet: in
 * the store, at a buyer's door, or on the way there. Doing it again changes nothing.
 */
export async function chargeLosses(
  tx: LatestTransaction,
  call: Call,
  consignment: ConsignmentRow,
): Promise<void> {
  const { lotId, keeperId } = consignment;
  if (lotId === null) return;
  const losses = await unchargedLosses(lotId, tx);
  if (losses.length === 0) return;
  const zone = await clockOf(keeperId, tx);
  const on = dayOf(call.at, zone);
  const listing = await ownListingById(keeperId, consignment.listingId, on, tx);
  invariant(listing, "goods are consigned under a listing of the keeper's");
  for (const { lostBase, lostAt, ...cause } of losses) {
    const loss = lossOf(consignment, {
      lostBase,
      listRupiah: listing.priceRupiah,
      basePerUnit: listing.basePerUnit,
    });
    const lineId = newId("consignmentLine");
    await tx.insert(consignmentLines).values({
      id: lineId,
      consignmentId: consignment.id,
      kind: "lost",
      quantityBase: lostBase,
      ...loss,
      ...cause,
      // It belongs to the period in which it was lost, whenever it is found.
      onDay: lostAt === null ? on : dayOf(lostAt, zone),
      recordedAt: call.at,
    });
    const deed = { keeperId, subjectId: lineId, on, narration: listing.title };
    if (loss.shareRupiah > 0n)
      for (const entry of lossEntries(deed, consignment, loss.shareRupiah)) await postEntry(tx, call, entry);
  }
}
