import { pageRequest } from "#app/http/api.server.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { addProducer } from "#app/modules/catalogue/add-producer.server.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import {
  listingsOf,
  lotsOf,
  ownListingById,
  producersOf,
} from "#app/modules/catalogue/listing-reads.server.ts";
import { openListing } from "#app/modules/catalogue/open-listing.server.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { registerLot } from "#app/modules/catalogue/register-lot.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import { repriceListing } from "#app/modules/catalogue/reprice-listing.server.ts";
import { withdrawListing } from "#app/modules/catalogue/withdraw-listing.server.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { CommitmentFilter } from "#app/modules/commitments/commitment.schema.ts";
import {
  commitmentsOfSeller,
  commitmentVisibleTo,
} from "#app/modules/commitments/commitment-reads.server.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { openDemandFor } from "#app/modules/commitments/open-demand-reads.server.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

async function ownOrganisation(organisationId: string) {
  const organisation = await organisationById(organisationId);
  if (!organisation) throw new Missing("kernel.missing");
  return organisation;
}

export const sellingOperations = operationsOf("selling", ({ get, deed }) => {
  get("/commodities", {
    summary: "What is traded, with grades and usual units",
    permission: "market.read",
    run: async () => ({ rows: await fullCommodities(), next: null }),
  });
  get("/listings", {
    summary: "Your own listings with what is left of each today",
    permission: "listings.read",
    run: async ({ actor, call, query }) => {
      const { timeZone } = await ownOrganisation(actor.organisationId);
      return listingsOf(actor.organisationId, { day: dayOf(call.at, timeZone) }, pageRequest(query));
    },
  });
  get("/listings/{listingId}", {
    summary: "One of your listings with its lots",
    permission: "listings.read",
    run: async ({ actor, call, params }) => {
      const { timeZone } = await ownOrganisation(actor.organisationId);
      const listing = await ownListingById(
        actor.organisationId,
        params["listingId"] ?? "",
        dayOf(call.at, timeZone),
      );
      if (!listing) throw new Missing("catalogue.missing");
      return { ...listing, lots: await lotsOf(actor.organisationId, listing.id) };
    },
  });
  deed("/listings", {
    summary: "Put goods on the market",
    permission: "listings.keep",
    command: openListing,
  });
  deed("/listings/{listingId}/reprice", {
    summary: "Set another price and how long it holds",
    permission: "listings.keep",
    command: repriceListing,
  });
  deed("/listings/{listingId}/withdraw", {
    summary: "Take goods off the market",
    permission: "listings.keep",
    command: withdrawListing,
  });
  deed("/listings/{listingId}/reopen", {
    summary: "Put goods on the market again, or stock that was bought and has no price yet",
    permission: "listings.keep",
    command: reopenListing,
  });
  deed("/listings/{listingId}/lots", {
    summary: "Register a harvest",
    permission: "lots.register",
    command: registerLot,
  });
  deed("/lots/{lotId}/losses", {
    summary: "Record goods that were lost",
    permission: "lots.register",
    command: recordLoss,
  });
  get("/producers", {
    summary: "The people whose harvest you sell",
    permission: "listings.read",
    run: ({ actor, query }) => producersOf(actor.organisationId, query.get("text") ?? "", pageRequest(query)),
  });
  deed("/producers", { summary: "Add a producer", permission: "producers.keep", command: addProducer });
  get("/commitments", {
    summary: "What you were asked to supply, newest first",
    permission: "commitments.read",
    query: CommitmentFilter,
    run: (api) => commitmentsOfSeller(api.actor.organisationId, queryOf(CommitmentFilter, api)),
  });
  get("/commitments/{commitmentId}", {
    summary: "One commitment",
    permission: "commitments.read",
    run: async ({ actor, params }) => {
      const commitment = await commitmentVisibleTo(actor.organisationId, params["commitmentId"] ?? "");
      if (!commitment) throw new Missing("commitments.missing");
      return commitment;
    },
  });
  deed("/commitments/{commitmentId}/answer", {
    summary: "Take on all, a part, or nothing (acceptedBase 0)",
    permission: "commitments.answer",
    command: answerCommitment,
  });
  get("/demand", {
    summary: "Lines that still lack goods and that one of your lots would fit",
    permission: "commitments.read",
    run: async ({ actor, call }) => {
      const seller = await ownOrganisation(actor.organisationId);
      return { rows: await openDemandFor(seller, dayOf(call.at, seller.timeZone)), next: null };
    },
  });
  deed("/commitments", {
    summary: "Offer one of your lots for an open line",
    permission: "commitments.answer",
    command: offerByHand,
  });
});
