import { correctCeiling } from "#app/modules/catalogue/correct-ceiling.server.ts";
import { correctPrice } from "#app/modules/catalogue/correct-price.server.ts";
import { ceilingHistory } from "#app/modules/catalogue/price-reads.server.ts";
import { recordCeiling } from "#app/modules/catalogue/record-ceiling.server.ts";
import { recordPrices } from "#app/modules/catalogue/record-prices.server.ts";
import { correctLane } from "#app/modules/regions/correct-lane.server.ts";
import { correctParameter } from "#app/modules/regions/correct-parameter.server.ts";
import { recordLane } from "#app/modules/regions/record-lane.server.ts";
import { setParameter } from "#app/modules/regions/set-parameter.server.ts";
import { operationsOf } from "./operation.server.ts";

/** What governments and surveys say: legal prices, surveyed prices, rates and thresholds. */
export const ruleOperations = operationsOf("rules", ({ get, deed }) => {
  get("/price-ceilings", {
    summary: "Every legal price on record, the newest of each rule first",
    permission: "prices.read",
    run: async () => ({ rows: await ceilingHistory(null), next: null }),
  });
  deed("/price-ceilings", {
    summary: "Write down a legal price from a day on",
    permission: "rules.keep",
    command: recordCeiling,
  });
  deed("/price-ceilings/{ceilingId}/correct", {
    summary: "Correct a wrong legal price, with a reason",
    permission: "rules.keep",
    command: correctCeiling,
  });
  deed("/reference-prices", {
    summary: "Record surveyed prices of a place and day",
    permission: "prices.import",
    command: recordPrices,
  });
  deed("/reference-prices/{priceId}/correct", {
    summary: "Correct a wrong surveyed price, with a reason",
    permission: "prices.import",
    command: correctPrice,
  });
  deed("/parameters", {
    summary: "Give a rate, cap or threshold a new value from a day on",
    permission: "rules.keep",
    command: setParameter,
  });
  deed("/lanes", {
    summary: "Write down a lane between two cities from a day on",
    permission: "rules.keep",
    command: recordLane,
  });
  deed("/lanes/{laneId}/correct", {
    summary: "Correct a wrong lane, with a reason",
    permission: "rules.keep",
    command: correctLane,
  });
  deed("/parameters/{parameterId}/correct", {
    summary: "Correct a wrong value of a rate, cap or threshold, with a reason",
    permission: "rules.keep",
    command: correctParameter,
  });
});
