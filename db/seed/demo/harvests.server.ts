import { addDays } from "#app/kernel/calendar.ts";
import { answerHarvest } from "#app/modules/catalogue/answer-harvest.server.ts";
import { askHarvest } from "#app/modules/catalogue/ask-harvest.server.ts";
import { takeInHarvest } from "#app/modules/catalogue/take-in-harvest.server.ts";
import { productOf } from "./goods.ts";
import type { Stage } from "./stage.server.ts";

type Asked = {
  readonly sellerKey: string;
  readonly productKey: string;
  /** Days from today on which it is to be brought. */
  readonly days: number;
  /** Whom, and how many trading units. */
  readonly producers: readonly (readonly [producerKey: string, units: number])[];
  readonly at: Date;
};

/** Asks producers for goods; answers the ids of the questions, in their order. */
async function ask(stage: Stage, asked: Asked): Promise<string[]> {
  const product = productOf(asked.productKey);
  const { askIds } = await askHarvest(stage.as(asked.sellerKey, ["koperasi_chair"], asked.at), {
    listingId: stage.listings.get(`${asked.sellerKey}/${asked.productKey}`) ?? "",
    onDay: addDays(stage.today, asked.days),
    bringBy: "16:00",
    priceRupiah: product.costRupiah.toString(),
    payDays: 3,
    asks: asked.producers.map(([producerKey, units]) => ({
      producerId: stage.producers.get(producerKey) ?? "",
      quantityBase: (BigInt(units) * product.basePerUnit).toString(),
    })),
  });
  return askIds;
}

/**
 * Three keepers of hens were asked for the eggs of the day after tomorrow: one said yes on the telephone, one cannot, one has not
 * answered. The carrots that a grower promised yesterday are weighed in already, less what was rotten.
 */
export function planHarvests(stage: Stage): void {
  const eggsAt = stage.hoursAgo(9);
  const eggs: Asked = {
    sellerKey: "K07",
    productKey: "TLR-M",
    days: 2,
    producers: [
      ["U03", 400],
      ["U15", 250],
      ["U16", 150],
    ],
    at: eggsAt,
  };
  stage.agenda.plan(eggsAt, async () => {
    const [promised, declined] = await ask(stage, eggs);
    const answeredAt = stage.hoursAgo(7.5);
    stage.agenda.plan(answeredAt, async () => {
      const call = stage.as("K07", ["koperasi_chair"], answeredAt);
      await answerHarvest(call, { askId: promised ?? "", promisedBase: "360000" });
      await answerHarvest(call, { askId: declined ?? "", promisedBase: "0" });
    });
  });
  planCarrots(stage);
}

function planCarrots(stage: Stage): void {
  const askedAt = stage.on(-2, "08:00");
  const carrots = { sellerKey: "K13", productKey: "WRT-K", days: -1, at: askedAt } as const;
  stage.agenda.plan(askedAt, async () => {
    const [askId = ""] = await ask(stage, { ...carrots, producers: [["U05", 60]] });
    const promisedAt = stage.on(-2, "09:00");
    stage.agenda.plan(promisedAt, async () => {
      await answerHarvest(stage.as("K13", ["koperasi_chair"], promisedAt), {
        askId,
        promisedBase: "60000",
      });
    });
    const broughtAt = stage.on(-1, "11:00");
    stage.agenda.plan(broughtAt, async () => {
      await takeInHarvest(stage.as("K13", ["koperasi_warehouse"], broughtAt), {
        listingId: stage.listings.get("K13/WRT-K") ?? "",
        originRegionCode: stage.party("K13").regionCode,
        harvestedOn: addDays(stage.today, -1),
        expiresOn: addDays(stage.today, 6),
        slips: [{ askId, weighedBase: "58500", refusedBase: "2500", refuseReason: "rotten" }],
      });
    });
  });
}
