import { z } from "zod";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { answerRating } from "#app/modules/oversight/answer-rating.server.ts";
import { ratingsFrom } from "#app/modules/oversight/rating.ts";
import { answersOfSeller } from "#app/modules/oversight/rating-answer-reads.server.ts";
import { deliveryFactsOf } from "#app/modules/oversight/rating-reads.server.ts";
import { supplierRules } from "#app/modules/oversight/supplier-reads.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

/** So many days back from today, both included; a month where nothing is asked. */
const RatingQuery = z.object({ days: wholeNumber(1, 90).default(30) });

export const ratingOperations = operationsOf("ratings", ({ get, deed }) => {
  get("/ratings", {
    summary:
      "How each buyer counts your deliveries: on time, accepted, true in weight; with the receipts behind it and what you answered",
    permission: "shipments.read",
    query: RatingQuery,
    run: async (api) => {
      const { days } = queryOf(RatingQuery, api);
      const seller = await organisationById(api.actor.organisationId);
      invariant(seller, "whoever asks stands in the register");
      const to = dayOf(api.call.at, seller.timeZone);
      const period = { from: addDays(to, -days), to };
      const { counting } = await supplierRules({ regionCode: seller.regionCode, day: to });
      const facts = await deliveryFactsOf(seller.id, period, counting);
      return {
        period,
        ratings: ratingsFrom(facts),
        facts,
        answers: await answersOfSeller(seller.id, period),
      };
    },
  });
  deed("/ratings/answers", {
    summary:
      "Answer to how a buyer counts one of your deliveries, or a period; never taken back, answered again",
    permission: "appeals.open",
    command: answerRating,
  });
});
