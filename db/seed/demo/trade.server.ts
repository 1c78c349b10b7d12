import { and, eq, inArray } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { growersOfLot } from "#app/modules/catalogue/lot-growers-reads.server.ts";
import { answerCommitment } from "#app/modules/commitments/answer-commitment.server.ts";
import { drawFramework } from "#app/modules/commitments/draw-framework.server.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { writePurchaseNotes } from "#app/modules/commitments/write-purchase-notes.server.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { clearMarket } from "#app/modules/matching/clear-market.server.ts";
import { clearNight } from "#app/modules/matching/clear-night.server.ts";
import { openMarketDay } from "#app/modules/matching/open-market-day.server.ts";
import { openNights } from "#app/modules/matching/open-nights.server.ts";
import { approveOrder } from "#app/modules/orders/approve-order.server.ts";
import { bringPriceEvidence } from "#app/modules/orders/bring-price-evidence.server.ts";
import { decidePriceEvidence } from "#app/modules/orders/decide-price-evidence.server.ts";
import { draftOrder } from "#app/modules/orders/draft-order.server.ts";
import { placeOrder } from "#app/modules/orders/place-order.server.ts";
import type { PriceReason } from "#app/modules/orders/price-evidence.ts";
import { submitOrder } from "#app/modules/orders/submit-order.server.ts";
import { dispatchShipment } from "#app/modules/shipments/dispatch-shipment.server.ts";
import { planShipments } from "#app/modules/shipments/plan-shipments.server.ts";
import { receiveShipment } from "#app/modules/shipments/receive-shipment.server.ts";
import { linesOfShipments } from "#app/modules/shipments/shipment-facts-reads.server.ts";
import type { rejectReasons } from "#app/modules/shipments/shipment-lifecycle.ts";
import { db } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { orderLines } from "#db/schema/orders.ts";
import { shipments } from "#db/schema/shipments.ts";
import { cookDelivery } from "./cooking.server.ts";
import { buyerCeiling, productOf } from "./goods.ts";
import type { WantedLine } from "./menus.ts";
import { demoPhoto } from "./pictures.ts";
import { houseCall, type Stage } from "./stage.server.ts";

/** What the receiver sends back of one product. */
export type Refusal = {
  readonly productKey: string;
  readonly base: bigint;
  readonly reason: (typeof rejectReasons)[number];
  readonly disposition: "returned" | "replaced_today" | "deducted";
  readonly note: string;
};

/** Why some goods of an order may be dear. */
export type DemoEvidence = { readonly reasonCode: PriceReason; readonly note: string };

/** Whose lot a product comes from; without a price, at the usual one. */
type DemoOffer = {
  readonly sellerKey: string;
  readonly lotId: () => string;
  readonly priceRupiah?: bigint;
};

/** An order and how far it has come; each moment may be left out, and nothing after it happens. */
export type DemoOrder = {
  readonly buyerKey: string;
  /** Days from today to the delivery. */
  readonly days: number;
  readonly lines: readonly WantedLine[];
  readonly placedAt: Date;
  /** Brought by the one who orders for every price that has to be explained, and approved by the head, before it is sent. */
  readonly evidence?: DemoEvidence;
  /** The first order of its city and day opens the market there. */
  readonly opensMarket?: boolean;
  readonly approvedAt?: Date;
  /** Out of which agreement its lines are filled, and when. */
  readonly drawn?: { readonly at: Date; readonly frameworkId: () => string };
  /** Sellers that offer by hand, by product; without it the market of the city finds them. */
  readonly offers?: Readonly<Record<string, DemoOffer>>;
  readonly offeredAt?: Date;
  readonly plannedAt?: Date;
  readonly dispatchedAt?: Date;
  readonly receivedAt?: Date;
  readonly refusal?: Refusal;
  readonly draftedAt?: Date;
  readonly issuedAt?: Date;
};

const BUYERS: readonly Role[] = ["kitchen_finance", "hub_logistics", "bumd_sales", "koperasi_warehouse"];
const HEADS: readonly Role[] = ["kitchen_head", "hub_head", "bumd_finance", "koperasi_chair"];
const RECEIVERS: readonly Role[] = ["kitchen_field", "hub_logistics", "bumd_warehouse", "koperasi_warehouse"];
const SELLERS: readonly Role[] = ["koperasi_warehouse", "bumd_warehouse", "hub_logistics"];
const BILLERS: readonly Role[] = ["koperasi_treasurer", "bumd_finance", "hub_cashier"];
const WINDOW = { windowStart: "14:00", windowEnd: "16:00" } as const;

const DRIVERS: Readonly<Record<string, readonly [name: string, plate: string]>> = {
  K07: ["Pak Yono (Demo)", "AG 0000 XA"],
  K09: ["Mas Eko (Demo)", "AG 0000 XB"],
  K03: ["Pak Tris (Demo)", "AG 0000 XC"],
  K13: ["Mas Bayu (Demo)", "N 0000 XD"],
  K25: ["Mas Fadil (Demo)", "N 0000 XE"],
  K12: ["Pak Min (Demo)", "AG 0000 XF"],
};
const OTHER_DRIVER = ["Sopir Koperasi (Demo)", "N 0000 YZ"] as const;

/** Units may be written with a half; goods are whole grams. */
function baseOf(units: number, basePerUnit: bigint): bigint {
  return (BigInt(units * 1_000) * basePerUnit) / 1_000n;
}

/** The order as its buyer writes it. */
export function orderInput(stage: Stage, order: DemoOrder, budgetId: string) {
  return {
    deliveryDay: addDays(stage.today, order.days),
    ...WINDOW,
    budgetId,
    lines: order.lines.map((line) => {
      const product = productOf(line.productKey);
      return {
        commodityCode: product.commodityCode,
        gradeCode: product.gradeCode,
        unit: product.unit,
        basePerUnit: product.basePerUnit.toString(),
        quantityBase: baseOf(line.units, product.basePerUnit).toString(),
        ceilingRupiah: (line.ceilingRupiah ?? buyerCeiling(product)).toString(),
        ...(line.overrideReason === undefined ? {} : { overrideReason: line.overrideReason }),
      };
    }),
  };
}

/** Plans the life of one order; `budgetOf` names the buyer's budget that holds its day. */
export function planOrder(stage: Stage, order: DemoOrder, budgetOf: () => string): void {
  const made = { orderId: "" };
  let drafted: Drafted[] = [];
  const after = (at: Date | undefined, step: (at: Date) => Promise<void>) => {
    if (at !== undefined) stage.agenda.plan(at, () => step(at));
  };
  after(order.placedAt, async (at) => {
    const call = stage.as(order.buyerKey, BUYERS, at);
    const input = orderInput(stage, order, budgetOf());
    if (order.evidence === undefined) made.orderId = (await placeOrder(call, input)).orderId;
    else {
      made.orderId = (await draftOrder(call, input)).orderId;
      for (const evidenceId of await bringEvidence(stage, order, made.orderId, at))
        await decidePriceEvidence(stage.as(order.buyerKey, ["kitchen_head"], at), {
          evidenceId,
          verdict: "approved",
        });
      await submitOrder(call, made);
    }
    if (order.opensMarket) await openMarketDay(houseCall(at), made);
  });
  after(order.drawn?.at, (at) => drawGoods(stage, order, made.orderId, at));
  after(order.approvedAt, async (at) => {
    await approveOrder(stage.as(order.buyerKey, HEADS, at), made);
  });
  after(order.offeredAt, (at) => offerGoods(stage, order, made.orderId, at));
  after(order.plannedAt, async (at) => {
    await planShipments(houseCall(at), made);
  });
  after(order.dispatchedAt, (at) => dispatchAll(stage, made.orderId, at));
  after(order.receivedAt, async (at) => {
    await receiveAll(stage, order, made.orderId, at);
    if (stage.party(order.buyerKey).kind !== "kitchen") return;
    after(stage.on(order.days + 1, "06:00"), (cooking) =>
      cookDelivery(stage, order.buyerKey, order.days, cooking),
    );
  });
  after(order.draftedAt, async (at) => {
    drafted = await draftAll(made.orderId, at);
  });
  after(order.issuedAt, (at) => issueAll(stage, drafted, at));
}

/** Shows what goods cost at the market, for each of them that is dearer than nobody asks about. */
export async function bringEvidence(
  stage: Stage,
  order: Pick<DemoOrder, "buyerKey" | "lines" | "evidence" | "days">,
  orderId: string,
  at: Date,
): Promise<string[]> {
  const call = stage.as(order.buyerKey, ["kitchen_finance"], at);
  const brought: string[] = [];
  for (const { productKey, isDear } of order.lines) {
    if (!isDear || order.evidence === undefined) continue;
    const { commodityCode, gradeCode } = productOf(productKey);
    const { fileId } = await uploadFile(call, {
      purpose: "price_evidence",
      fileName: "papan-harga-pasar-demo.png",
      bytes: demoPhoto(order.days + 80, BOARD, CHALK),
    });
    const evidence = { orderId, commodityCode, gradeCode, fileId, ...order.evidence };
    brought.push((await bringPriceEvidence(call, evidence)).evidenceId);
  }
  return brought;
}

async function drawGoods(stage: Stage, order: DemoOrder, orderId: string, at: Date): Promise<void> {
  const lines = await db().select().from(orderLines).where(eq(orderLines.orderId, orderId));
  for (const line of lines)
    await drawFramework(stage.as(order.buyerKey, BUYERS, at), {
      frameworkId: order.drawn?.frameworkId() ?? "",
      orderLineId: line.id,
      quantityBase: line.quantityBase.toString(),
    });
}

async function offerGoods(stage: Stage, order: DemoOrder, orderId: string, at: Date): Promise<void> {
  const lines = await db().select().from(orderLines).where(eq(orderLines.orderId, orderId));
  for (const line of lines) {
    const wanted = order.lines[line.position];
    const offer = wanted && order.offers?.[wanted.productKey];
    if (!wanted || !offer) continue;
    await offerByHand(stage.as(offer.sellerKey, SELLERS, at), {
      orderLineId: line.id,
      lotId: offer.lotId(),
      quantityBase: line.quantityBase.toString(),
      priceRupiah: (offer.priceRupiah ?? productOf(wanted.productKey).sellRupiah).toString(),
    });
  }
}

function keyOfSeller(stage: Stage, organisationId: string): string {
  for (const party of stage.parties.values()) if (party.organisationId === organisationId) return party.key;
  throw new Error(`${organisationId} is on stage`);
}

function shipmentsOf(orderId: string, state: "planned" | "dispatched" | "received") {
  return db()
    .select({ id: shipments.id, sellerId: shipments.sellerId })
    .from(shipments)
    .where(and(eq(shipments.orderId, orderId), eq(shipments.state, state)))
    .orderBy(shipments.id);
}

async function dispatchAll(stage: Stage, orderId: string, at: Date): Promise<void> {
  for (const shipment of await shipmentsOf(orderId, "planned")) {
    const sellerKey = keyOfSeller(stage, shipment.sellerId);
    const [driverName, vehiclePlate] = DRIVERS[sellerKey] ?? OTHER_DRIVER;
    const lines = await linesOfShipments([shipment.id], db());
    await dispatchShipment(stage.as(sellerKey, SELLERS, at), {
      shipmentId: shipment.id,
      driverName,
      vehiclePlate,
      driverPhone: "+62 800-0000-7001",
      lines: lines.map((line) => ({
        shipmentLineId: line.id,
        loadedBase: line.promisedBase.toString(),
      })),
    });
  }
}

const BOARD = [52, 66, 60] as const;
const CHALK = [226, 228, 220] as const;
const LEAF = [96, 142, 62] as const;
const WILTED = [150, 138, 70] as const;

async function receiveAll(stage: Stage, order: DemoOrder, orderId: string, at: Date): Promise<void> {
  const call = stage.as(order.buyerKey, RECEIVERS, at);
  const isKitchen = stage.party(order.buyerKey).kind === "kitchen";
  const { refusal } = order;
  const refused = refusal === undefined ? null : productOf(refusal.productKey).title;
  for (const shipment of await shipmentsOf(orderId, "dispatched")) {
    const lines = await linesOfShipments([shipment.id], db());
    const filled = [];
    for (const line of lines) {
      const isRefused = refused !== null && line.description.includes(refused.split(" ")[0] ?? refused);
      const plain = { shipmentLineId: line.id, deliveredBase: line.loadedBase.toString() };
      if (!isRefused || refusal === undefined) {
        filled.push(plain);
        continue;
      }
      const { fileId } = await uploadFile(call, {
        purpose: "receiving_photo",
        fileName: "barang-ditolak-demo.png",
        bytes: demoPhoto(order.days + 40, LEAF, WILTED),
      });
      filled.push({
        ...plain,
        rejectedBase: refusal.base.toString(),
        rejectReason: refusal.reason,
        disposition: refusal.disposition,
        note: refusal.note,
        photoId: fileId,
      });
    }
    await receiveShipment(call, {
      shipmentId: shipment.id,
      receiverName: isKitchen ? "Aslap dapur (Demo)" : "Gudang (Demo)",
      witnessName: isKitchen ? "Ahli gizi (Demo)" : "Keuangan (Demo)",
      lines: filled,
    });
  }
}

type Drafted = { readonly sellerId: string; readonly invoiceId: string };

async function draftAll(orderId: string, at: Date): Promise<Drafted[]> {
  const drafted: Drafted[] = [];
  for (const { id, sellerId } of await shipmentsOf(orderId, "received")) {
    const { invoiceId } = await draftShipmentInvoice(houseCall(at), { shipmentId: id });
    if (invoiceId !== null) drafted.push({ sellerId, invoiceId });
  }
  return drafted;
}

async function issueAll(stage: Stage, drafted: readonly Drafted[], at: Date): Promise<void> {
  for (const { sellerId, invoiceId } of drafted)
    await issueInvoice(stage.as(keyOfSeller(stage, sellerId), BILLERS, at), { invoiceId });
}

/** A city's market of a day: solved at one moment, and answered by its sellers at another, or not yet. */
export type DemoMarket = {
  readonly cityCode: string;
  readonly days: number;
  readonly clearedAt: Date;
  readonly trigger: "cut_off" | "on_demand";
  readonly answeredAt?: Date;
};

export function planMarket(stage: Stage, market: DemoMarket): void {
  const deliveryDay = addDays(stage.today, market.days);
  const { cityCode, trigger, clearedAt, answeredAt } = market;
  stage.agenda.plan(clearedAt, async () => {
    if (trigger === "cut_off") await clearDueNights(clearedAt);
    // A day that nobody opened in time, and whatever came late, is matched without a night.
    await clearMarket(houseCall(clearedAt), { cityCode, deliveryDay, trigger: "on_demand" });
  });
  if (answeredAt !== undefined)
    stage.agenda.plan(answeredAt, () => answerAll(stage, cityCode, deliveryDay, answeredAt));
}

/** Takes up and clears whatever has reached its cut-off, as the worker does. */
async function clearDueNights(at: Date): Promise<void> {
  const { nightIds } = await openNights(houseCall(at), {});
  for (const nightId of nightIds) await clearNight(houseCall(at), { nightId });
}

/** Every seller takes on what it was offered. */
async function answerAll(stage: Stage, cityCode: string, day: BusinessDay, at: Date): Promise<void> {
  const buyers = [...stage.parties.values()].filter((party) => party.regionCode.startsWith(cityCode));
  const offered = await db()
    .select({
      id: commitments.id,
      sellerId: commitments.sellerId,
      lotId: commitments.lotId,
      offeredBase: commitments.offeredBase,
    })
    .from(commitments)
    .where(
      and(
        eq(commitments.deliveryDay, day),
        eq(commitments.state, "offered"),
        inArray(
          commitments.buyerId,
          buyers.map((buyer) => buyer.organisationId),
        ),
      ),
    )
    .orderBy(commitments.id);
  invariant(offered.length > 0, `the market of ${cityCode} for ${day} found sellers`);
  for (const one of offered) {
    const sellerKey = keyOfSeller(stage, one.sellerId);
    await answerCommitment(stage.as(sellerKey, SELLERS, at), {
      commitmentId: one.id,
      acceptedBase: one.offeredBase.toString(),
    });
    // What is still to be fetched of producers is asked of them by a Nota Beli.
    if (day > stage.today && (await growersOfLot(one.sellerId, one.lotId)).length > 0)
      await writePurchaseNotes(stage.as(sellerKey, ["koperasi_chair", "bumd_sales"], at), {
        commitmentId: one.id,
      });
  }
}
