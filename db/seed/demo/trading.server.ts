import { and, desc, eq } from "drizzle-orm";
import { addDays } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { recordLoss } from "#app/modules/catalogue/record-loss.server.ts";
import { reopenListing } from "#app/modules/catalogue/reopen-listing.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { openBudget } from "#app/modules/orders/open-budget.server.ts";
import { nettingGround } from "#app/modules/payments/netting-reads.server.ts";
import { proposeNetting } from "#app/modules/payments/propose-netting.server.ts";
import { db } from "#db/client.server.ts";
import { listings, lots } from "#db/schema/catalogue.ts";
import { lotCosts } from "#db/schema/catalogue-costs.ts";
import { productOf } from "./goods.ts";
import { type Budgets, ordinaryDay } from "./kitchen-days.server.ts";
import type { Stage } from "./stage.server.ts";
import { type DemoOrder, planOrder } from "./trade.server.ts";
import { bringLot } from "./wares.server.ts";
import { dayOfPast, workingDayBack } from "./working-days.ts";

const HEADS: readonly Role[] = ["hub_head", "bumd_finance", "koperasi_chair"];
const KEEPERS: readonly Role[] = ["hub_logistics", "bumd_sales"];
const BUDGET_FROM = -14;
const BUDGET_TO = 13;
/** Working days before today. */
const JUST_BOUGHT = 1;

type Purchase = {
  readonly traderKey: string;
  readonly sellerKey: string;
  readonly productKey: string;
  readonly units: number;
  readonly priceRupiah: bigint;
};

type Resale = Purchase & {
  readonly buyerKey: string;
  readonly soldUnits: number;
  readonly soldRupiah: bigint;
  readonly lostUnits: number;
};

/** Bought a while ago, priced, and sold in part to a kitchen; a little of it was spilled in the store. */
const resales: readonly Resale[] = [
  {
    traderKey: "B4",
    sellerKey: "K09",
    productKey: "BRS-P",
    units: 600,
    priceRupiah: 13_700n,
    buyerKey: "S02",
    soldUnits: 150,
    soldRupiah: 14_800n,
    lostUnits: 4,
  },
  {
    traderKey: "B1",
    sellerKey: "K19",
    productKey: "BRS-P",
    units: 500,
    priceRupiah: 13_650n,
    buyerKey: "S07",
    soldUnits: 120,
    soldRupiah: 14_750n,
    lostUnits: 0,
  },
];

/** Came in yesterday and waits for somebody to say what it sells for. */
const waiting: readonly Purchase[] = [
  { traderKey: "B4", sellerKey: "K06", productKey: "TLR-M", units: 120, priceRupiah: 26_400n },
  { traderKey: "B1", sellerKey: "K14", productKey: "TLR-M", units: 80, priceRupiah: 26_500n },
  // A koperasi buys what no member grows, of the company of its city.
  { traderKey: "K14", sellerKey: "B1", productKey: "GLA-K", units: 100, priceRupiah: 16_800n },
];

/** What the trade center, a regional company and a koperasi buy to sell it on: from a koperasi, at a price, into their stock, and out again. */
export function planTrading(stage: Stage, budgetOf: Budgets): void {
  const own = planTraderBudgets(stage);
  const bought = dayOfPast(stage.today, "betweenMarkets");
  for (const resale of resales) {
    planPurchase(stage, own, resale, bought);
    planPricing(stage, resale, bought + 1);
    planResale(stage, budgetOf, resale, dayOfPast(stage.today, "afterMarkets"));
  }
  const just = workingDayBack(stage.today, JUST_BOUGHT);
  for (const purchase of waiting) planPurchase(stage, own, purchase, just);
  planNetting(stage, stage.on(just, "17:00"));
}

/** The koperasi and the company that bought of each other: the koperasi would rather net than transfer, and waits for the answer. */
function planNetting(stage: Stage, at: Date): void {
  stage.agenda.plan(at, async () => {
    const [own, partnerId] = [stage.party("K14").organisationId, stage.party("B1").organisationId];
    const ground = await nettingGround(own, partnerId);
    invariant(ground, "they owe each other what they bought today");
    await proposeNetting(stage.as("K14", ["koperasi_treasurer"], at), {
      partnerId,
      invoiceIds: [...ground.own, ...ground.theirs].map(({ invoiceId }) => invoiceId),
    });
  });
}

function planTraderBudgets(stage: Stage): (key: string) => string {
  const budgets = new Map<string, string>();
  const at = stage.on(BUDGET_FROM, "08:00");
  for (const key of new Set([...resales, ...waiting].map(({ traderKey }) => traderKey)))
    stage.agenda.plan(at, async () => {
      const { budgetId } = await openBudget(stage.as(key, HEADS, at), {
        fund: "Modal dagang (Demo)",
        startsOn: addDays(stage.today, BUDGET_FROM),
        endsOn: addDays(stage.today, BUDGET_TO),
        amountRupiah: "60000000",
        source: "Modal dagang (Demo)",
      });
      budgets.set(key, budgetId);
    });
  return (key) => budgets.get(key) ?? "";
}

/** An order that goes the ordinary way, promised by hand the day before. */
function promisedByHand(
  stage: Stage,
  days: number,
  order: Pick<DemoOrder, "buyerKey" | "lines" | "offers">,
): DemoOrder {
  return {
    ...ordinaryDay(stage, days),
    ...order,
    offeredAt: stage.on(days - 1, "09:00"),
    approvedAt: stage.on(days - 1, "09:30"),
    plannedAt: stage.on(days - 1, "10:00"),
  };
}

function planPurchase(
  stage: Stage,
  budgetOf: (key: string) => string,
  { traderKey, sellerKey, productKey, units, priceRupiah }: Purchase,
  days: number,
): void {
  const brought = { lotId: "" };
  const at = stage.on(days - 1, "06:00");
  stage.agenda.plan(at, async () => {
    brought.lotId = await bringLot(stage, { sellerKey, productKey, units, days: days - 1 }, at);
  });
  const offers = { [productKey]: { sellerKey, priceRupiah, lotId: () => brought.lotId } };
  const order = promisedByHand(stage, days, { buyerKey: traderKey, lines: [{ productKey, units }], offers });
  planOrder(stage, order, () => budgetOf(traderKey));
}

/** The lot that a trader bought of a product last. */
async function boughtLot(stage: Stage, { traderKey, productKey }: Purchase) {
  const { commodityCode } = productOf(productKey);
  const [bought] = await db()
    .select({ lotId: lots.id, listingId: lots.listingId })
    .from(lots)
    .innerJoin(lotCosts, eq(lotCosts.lotId, lots.id))
    .innerJoin(listings, eq(listings.id, lots.listingId))
    .where(
      and(
        eq(lots.sellerId, stage.party(traderKey).organisationId),
        eq(listings.commodityCode, commodityCode),
      ),
    )
    .orderBy(desc(lots.id))
    .limit(1);
  invariant(bought, `${traderKey} has bought ${productKey}`);
  return bought;
}

function planPricing(stage: Stage, resale: Resale, days: number): void {
  const at = stage.on(days, "08:00");
  stage.agenda.plan(at, async () => {
    const { lotId, listingId } = await boughtLot(stage, resale);
    stage.lots.set(`${resale.traderKey}/${resale.productKey}`, lotId);
    const call = stage.as(resale.traderKey, KEEPERS, at);
    await reopenListing(call, {
      listingId,
      priceRupiah: resale.soldRupiah.toString(),
      priceValidUntil: addDays(stage.today, days + 20),
    });
    if (resale.lostUnits === 0) return;
    const quantityBase = (BigInt(resale.lostUnits) * productOf(resale.productKey).basePerUnit).toString();
    await recordLoss(call, { lotId, quantityBase, reason: "damaged" });
  });
}

function planResale(stage: Stage, budgetOf: Budgets, resale: Resale, days: number): void {
  const { traderKey, productKey, buyerKey, soldUnits, soldRupiah } = resale;
  const offers = {
    [productKey]: {
      sellerKey: traderKey,
      priceRupiah: soldRupiah,
      lotId: () => stage.lots.get(`${traderKey}/${productKey}`) ?? "",
    },
  };
  const order = promisedByHand(stage, days, {
    buyerKey,
    lines: [{ productKey, units: soldUnits }],
    offers,
  });
  planOrder(stage, order, () => budgetOf(buyerKey, days));
}
