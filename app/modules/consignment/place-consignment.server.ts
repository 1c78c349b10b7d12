import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Forbidden, invariant, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { keepFile } from "#app/platform/files.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { consignments } from "#db/schema/consignment.ts";
import { isWholeIn } from "../catalogue/commodity.ts";
import { commodityByCode } from "../catalogue/commodity-reads.server.ts";
import { producerOf } from "../catalogue/listing-reads.server.ts";
import { lotDaysRefusal } from "../catalogue/lot.ts";
import { type ListingRow, ownListing } from "../catalogue/own-goods.server.ts";
import { openAccessLink } from "../identity/open-access-link.server.ts";
import { clockOf, organisationById } from "../identity/organisation-reads.server.ts";
import { mayPlaceConsignment } from "./consignment.policy.ts";
import { PlaceConsignment } from "./consignment.schema.ts";
import { isGranted } from "./grant-reads.server.ts";
import { takeIntoCustody } from "./take-into-custody.server.ts";

/** A week to answer: whoever leaves goods stands at the counter or comes by soon. */
const ANSWER_DAYS = 7;

/**
 * Writes down what somebody would leave to be sold, and on what terms; it holds once they agree, or at once where an organisation has
 * granted such terms ahead. A producer of one's own is given a link that opens this one question. Refuses days that the goods do not keep, part of a pack, a price of the consignor's own
 * above what the listing sells for, and one's own goods.
 */
export const placeConsignment = command({
  name: "consignment.place",
  input: PlaceConsignment,
  permit: async (tx, call, { listingId }) => {
    const { sellerId } = await ownListing(tx, call, listingId);
    if (!mayPlaceConsignment(call.actor, { keeperId: sellerId }))
      throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, input) => {
    invariant(call.actor.kind === "member", "permitted above");
    const listing = await ownListing(tx, call, input.listingId);
    await refuseGoods(tx, call, listing, input);
    const consignor = await consignorOf(tx, listing.sellerId, input.consignorId);
    const consignmentId = newId("consignment");
    const [placed] = await tx
      .insert(consignments)
      .values({
        id: consignmentId,
        keeperId: listing.sellerId,
        ...consignor,
        listingId: listing.id,
        quantityBase: input.quantityBase,
        terms: input.terms,
        priceRupiah: input.terms === "fixed" ? (input.priceRupiah ?? null) : null,
        commissionBasisPoints: input.terms === "commission" ? (input.commissionBasisPoints ?? null) : null,
        madeOn: input.madeOn,
        expiresOn: input.expiresOn,
        period: input.period,
        payDays: input.payDays,
        photoId: await photoOf(tx, call, listing.sellerId, input.photo),
        note: input.note ?? null,
        state: "offered",
        placedBy: call.actor.personId,
        placedAt: call.at,
      })
      .returning();
    invariant(placed, "it was written");
    const ownerId = consignor.consignorOrganisationId;
    const { commodityCode, sellerId: keeperId } = listing;
    const today = dayOf(call.at, await clockOf(keeperId, tx));
    const { terms, commissionBasisPoints } = placed;
    if (
      ownerId !== null &&
      (await isGranted({ ownerId, keeperId, commodityCode, terms, commissionBasisPoints, today }, tx))
    )
      await takeIntoCustody(tx, call, placed, call.actor.personId);
    if (consignor.consignorProducerId !== null)
      await openAccessLink(tx, call, {
        purpose: "consign",
        subjectId: consignmentId,
        organisationId: listing.sellerId,
        days: ANSWER_DAYS,
      });
    return { consignmentId };
  },
});

async function refuseGoods(
  tx: Transaction,
  call: Call,
  listing: ListingRow,
  input: PlaceConsignment,
): Promise<void> {
  if (listing.state !== "open") throw new Conflict("catalogue.moved");
  if (!isWholeIn(listing.unit, listing.basePerUnit, input.quantityBase))
    throw new RuleBroken("consignment.wholePacks", { field: "quantityBase" });
  const commodity = await commodityByCode(listing.commodityCode, tx);
  invariant(commodity, "a listing has a commodity");
  const today = dayOf(call.at, await clockOf(listing.sellerId, tx));
  const { madeOn, expiresOn } = input;
  if (expiresOn <= today) throw new RuleBroken("consignment.expired", { field: "expiresOn" });
  if (madeOn > today) throw new RuleBroken("consignment.notMadeYet", { field: "madeOn" });
  const days = { harvestedOn: madeOn, availableFrom: madeOn, expiresOn };
  const refusal = lotDaysRefusal(days, commodity.shelfLifeDays, today);
  if (refusal) throw refusal;
  const { priceRupiah } = input;
  if (input.terms === "fixed" && priceRupiah !== undefined && priceRupiah > listing.priceRupiah)
    throw new RuleBroken("consignment.abovePrice", {
      field: "priceRupiah",
      price: listing.priceRupiah.toString(),
    });
}

/** Whose goods they are to be; producers of others, and organisations that do not trade, are Missing. */
async function consignorOf(tx: Transaction, keeperId: string, consignorId: string) {
  if (consignorId.startsWith("prd_")) {
    const producer = await producerOf(keeperId, consignorId, tx);
    if (!producer || producer.endedAt !== null) throw new Missing("catalogue.producerMissing");
    return { consignorProducerId: consignorId, consignorOrganisationId: null };
  }
  const organisation = await organisationById(consignorId, tx);
  if (organisation?.state !== "active") throw new Missing("consignment.noConsignor");
  if (organisation.id === keeperId) throw new RuleBroken("consignment.ownGoods", { field: "consignorId" });
  return { consignorProducerId: null, consignorOrganisationId: organisation.id };
}

async function photoOf(
  tx: Transaction,
  call: Call,
  ownerId: string,
  bytes: Uint8Array | undefined,
): Promise<string | null> {
  if (bytes === undefined || bytes.length === 0) return null;
  const file = { ownerId, purpose: "consignment_photo", fileName: "titipan.jpg", bytes };
  return keepFile(tx, call, { ...file, isPhoto: true });
}
