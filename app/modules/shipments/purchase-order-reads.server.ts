import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import { commitments } from "#db/schema/commitments.ts";
import { budgets, orders } from "#db/schema/orders.ts";
import { shipments } from "#db/schema/shipments.ts";
import { vatOn, vatOnPaper } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { termDaysFor } from "../commitments/payment-terms-reads.server.ts";
import { PurchaseOrderFacts } from "../documents/papers/purchase-order-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { numberByGoodsClass } from "../regions/parameter-reads.server.ts";
import { linesOfShipments, type ShipmentLineRow, taxClassOfLines } from "./shipment-facts-reads.server.ts";
import { goodsFor, goodsOf } from "./shipment-paper-reads.server.ts";
import { goodsClassesOf } from "./weighing-tolerance-reads.server.ts";

/** Who of the seller took these goods on; the latest of several, and null when none of them answered by name. */
async function answeredBy(lines: readonly ShipmentLineRow[], on: Executor): Promise<string | null> {
  const promises = lines.flatMap((line) => line.commitmentId ?? []);
  const [answer] = await on
    .select({ personId: commitments.answeredBy })
    .from(commitments)
    .where(and(inArray(commitments.id, promises), isNotNull(commitments.answeredBy)))
    .orderBy(desc(commitments.answeredAt), desc(commitments.id))
    .limit(1);
  return answer?.personId ?? null;
}

/** The VAT that this seller adds to what it promised, reckoned line by line as its invoice will; null when it adds none. */
async function taxOf(
  shipmentId: string,
  sale: { readonly sellerId: string; readonly deliveryDay: BusinessDay },
  rows: readonly ShipmentLineRow[],
  on: Executor,
) {
  const [classes, rule, seller] = [
    await taxClassOfLines(shipmentId, on),
    await vatRuleOn(sale.deliveryDay, on),
    await organisationById(sale.sellerId, on),
  ];
  const taxed = rows.map((row) => {
    const taxClass = classes.get(row.id);
    invariant(seller && taxClass, "a seller promises goods that have a tax class");
    const goods = priceOf(row.promisedBase, row.priceRupiah, row.basePerUnit);
    const tax = vatOn(goods, taxClass, seller, rule);
    return { tax, base: tax > 0n ? goods : 0n };
  });
  return vatOnPaper(sumOf(taxed.map((line) => line.tax)), sumOf(taxed.map((line) => line.base)), rule);
}

/** How far weights may be from what was ordered; by goods where that differs. */
async function tolerancesOf(
  order: { readonly cityCode: string; readonly deliveryDay: BusinessDay },
  rows: readonly ShipmentLineRow[],
  on: Executor,
) {
  const scope = { regionCode: order.cityCode, day: order.deliveryDay };
  const rule = await numberByGoodsClass(on, "receiving.tolerance_basis_points", scope);
  const classes = await goodsClassesOf(
    rows.map(({ id }) => id),
    on,
  );
  const goods = new Map<number, string[]>();
  for (const row of rows) {
    const goodsClass = classes.get(row.id);
    invariant(goodsClass, "goods on a line are of a class");
    goods.set(rule[goodsClass], [...(goods.get(rule[goodsClass]) ?? []), row.description]);
  }
  const [first = rule.dry] = goods.keys();
  return {
    toleranceBasisPoints: first,
    tolerances:
      goods.size < 2
        ? []
        : [...goods].map(([basisPoints, names]) => ({
            basisPoints,
            goods: [...new Set(names)].join(", ").slice(0, 2_000),
          })),
  };
}

/**
 * Everything that the Surat Pesanan of a planned shipment says, as JSON: what this one seller has promised to bring, at
 * the prices that it agreed to, when and where, and on which terms.
 */
export async function purchaseOrderFactsOf(
  shipmentId: string,
  issuedOn: BusinessDay,
  on: Executor,
): Promise<Record<string, unknown>> {
  const [planned] = await on
    .select({ sellerId: shipments.sellerId, order: orders, fund: budgets.fund })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .leftJoin(budgets, eq(budgets.id, orders.budgetId))
    .where(eq(shipments.id, shipmentId));
  invariant(planned, "a shipment of an order has one");
  const { order, sellerId } = planned;
  const parties = await paperPartiesOf([order.buyerId, sellerId], on);
  const [buyer, seller] = [parties.get(order.buyerId), parties.get(sellerId)];
  invariant(buyer && seller, "both parties are there");
  const rows = await linesOfShipments([shipmentId], on);
  const goods = await goodsOf(rows, on);
  const lines = rows.map((row) => {
    const { specification, baseUnit } = goodsFor(row, goods);
    return {
      description: row.description,
      specification,
      unit: { name: row.unit, base: baseUnit, size: row.basePerUnit },
      quantityBase: row.promisedBase,
      priceRupiah: row.priceRupiah,
      amountRupiah: priceOf(row.promisedBase, row.priceRupiah, row.basePerUnit),
      supplier: null,
    };
  });
  const tax = await taxOf(shipmentId, { sellerId, deliveryDay: order.deliveryDay }, rows, on);
  return z.encode(PurchaseOrderFacts, {
    issuer: buyer.party,
    place: buyer.place,
    issuedOn,
    seller: seller.party,
    fund: planned.fund,
    delivery: {
      day: order.deliveryDay,
      start: order.windowStart,
      end: order.windowEnd,
      timeZone: buyer.timeZone,
    },
    deliveryAddress: buyer.party.address,
    lines,
    taxes: tax ? [tax] : [],
    totalRupiah: sumOf(lines.map((line) => line.amountRupiah)) + (tax?.amountRupiah ?? 0n),
    terms: {
      paymentTermDays: await termDaysFor(order.id, sellerId, on),
      ...(await tolerancesOf(order, rows, on)),
    },
    note: "Harga sudah termasuk ongkos antar sampai tempat serah terima.",
    requestedBy: { name: await signatoryName(order.submittedBy, on), role: "Pengawas Keuangan" },
    approvedBy: { name: await signatoryName(order.approvedBy, on), role: "Kepala" },
    acceptedBy: { name: await signatoryName(await answeredBy(rows, on), on), role: seller.party.kindLabel },
  });
}
