import { eq } from "drizzle-orm";
import { addDays, dayOf, momentOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import type { Transaction } from "#db/client.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import { bringLot } from "../catalogue/bring-lot.server.ts";
import { ownListingById, producerOf } from "../catalogue/listing-reads.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { extendAccessLinks } from "../identity/open-access-link.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { consignmentLifecycle } from "./consignment.ts";
import { consignmentNoteFacts } from "./consignment-paper-reads.server.ts";
import type { ConsignmentRow } from "./known-consignment.server.ts";

/** A month, the longest period, and another to look it over. */
const LINK_DAYS_AFTER = 62;

/**
 * What was offered holds from now on, in the caller's transaction: the goods are a lot in the keeper's custody, for sale like any other
 * and still the consignor's, and the Bukti Titip is issued. `answeredBy` is whose yes it is; null for one given by a link.
 */
export async function takeIntoCustody(
  tx: Transaction,
  call: Call,
  consignment: ConsignmentRow,
  answeredBy: string | null,
): Promise<void> {
  const state = nextState(consignmentLifecycle, consignment.state, "agree", "consignment.over");
  const lotId = await lotOf(tx, call, consignment);
  await tx
    .update(consignments)
    .set({ state, lotId, answeredAt: call.at, answeredBy })
    .where(eq(consignments.id, consignment.id));
  await writeNote(tx, call, consignment);
}

/**
 * The Bukti Titip of what was agreed, and the maker's link held open for as long as it has something to show: until the goods are past
 * their day, their last period is over and paid, and a while after.
 */
async function writeNote(tx: Transaction, call: Call, consignment: ConsignmentRow): Promise<void> {
  const { id, keeperId, consignorOrganisationId, expiresOn, payDays } = consignment;
  const zone = await clockOf(keeperId, tx);
  const on = dayOf(call.at, zone);
  await issueDocument(tx, call, {
    organisationId: keeperId,
    kind: "TITIP",
    subjectId: id,
    facts: await consignmentNoteFacts(tx, call, consignment, on),
    on,
    readers: consignorOrganisationId === null ? [] : [consignorOrganisationId],
  });
  const until = momentOf(addDays(expiresOn, payDays + LINK_DAYS_AFTER), "23:59", zone);
  await extendAccessLinks(tx, call, { purpose: "consign", subjectId: id }, until);
}

/** The goods as a lot of their own. Where a maker's village is not known, they are from the keeper's. */
async function lotOf(tx: Transaction, call: Call, consignment: ConsignmentRow): Promise<string> {
  const { keeperId, consignorProducerId, consignorOrganisationId, quantityBase } = consignment;
  const today = dayOf(call.at, await clockOf(keeperId, tx));
  const listing = await ownListingById(keeperId, consignment.listingId, today, tx);
  const keeper = await organisationById(keeperId, tx);
  invariant(listing && keeper, "goods were consigned under a listing of the keeper's");
  const from = consignorProducerId
    ? (await producerOf(keeperId, consignorProducerId, tx))?.regionCode
    : (await organisationById(consignorOrganisationId ?? "", tx))?.regionCode;
  const { lotId } = await bringLot(tx, call, listing, {
    // A village is named by more letters than its district.
    originRegionCode: from && from.length > 8 ? from : keeper.regionCode,
    harvestedOn: consignment.madeOn,
    availableFrom: consignment.madeOn < today ? today : consignment.madeOn,
    expiresOn: consignment.expiresOn,
    quantityBase,
    isInCustody: true,
    parts: consignorProducerId ? [{ producerId: consignorProducerId, quantityBase }] : [],
  });
  return lotId;
}
