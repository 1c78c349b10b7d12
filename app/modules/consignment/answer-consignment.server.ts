import { eq } from "drizzle-orm";
import { addDays, dayOf, momentOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden, invariant } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import { bringLot } from "../catalogue/bring-lot.server.ts";
import { ownListingById, producerOf } from "../catalogue/listing-reads.server.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { extendAccessLinks } from "../identity/open-access-link.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { mayAnswerConsignment } from "./consignment.policy.ts";
import { AnswerConsignment } from "./consignment.schema.ts";
import { consignmentLifecycle } from "./consignment.ts";
import { consignmentNoteFacts } from "./consignment-paper-reads.server.ts";
import { type ConsignmentRow, knownConsignment } from "./known-consignment.server.ts";

/** A month, the longest period, and another to look it over. */
const LINK_DAYS_AFTER = 62;

/**
 * The consignor says yes or no, once: a producer by their link, or at the counter, where the keeper writes it down; an organisation
 * by its own people. With a yes the goods are a lot in the keeper's custody, for sale like any other, and still the consignor's; the
 * Bukti Titip is issued at once.
 */
export const answerConsignment = command({
  name: "consignment.answer",
  input: AnswerConsignment,
  isolation: "read committed",
  permit: async (tx, call, { consignmentId }) => {
    const consignment = await knownConsignment(tx, call, consignmentId);
    if (call.actor.kind !== "link" && !mayAnswerConsignment(call.actor, consignment))
      throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { consignmentId, answer }) => {
    const consignment = await knownConsignment(tx, call, consignmentId);
    const state = nextState(consignmentLifecycle, consignment.state, answer, "consignment.over");
    const lotId = answer === "agree" ? await lotOf(tx, call, consignment) : null;
    await tx
      .update(consignments)
      .set({
        state,
        lotId,
        answeredAt: call.at,
        answeredBy: call.actor.kind === "member" ? call.actor.personId : null,
      })
      .where(eq(consignments.id, consignment.id));
    if (answer === "agree") await writeNote(tx, call, consignment);
    return { consignmentId };
  },
});

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
