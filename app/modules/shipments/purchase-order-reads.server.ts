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
import { PurchaseOrderFacts } from "../documents/papers/purchase-order-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { linesOfShipments, type ShipmentLineRow } from "./shipment-facts-reads.server.ts";
import { goodsFor, goodsOf } from "./shipment-paper-reads.server.ts";

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
    totalRupiah: sumOf(lines.map((line) => line.amountRupiah)),
    terms: {
      paymentTermDays: order.paymentTermDays,
      toleranceBasisPoints: await numberParameter(on, "receiving.tolerance_basis_points", {
        regionCode: order.cityCode,
        day: order.deliveryDay,
      }),
    },
    note: "Harga sudah termasuk ongkos antar sampai tempat serah terima.",
    requestedBy: { name: await signatoryName(order.submittedBy, on), role: "Pengawas Keuangan" },
    approvedBy: { name: await signatoryName(order.approvedBy, on), role: "Kepala" },
    acceptedBy: { name: await signatoryName(await answeredBy(rows, on), on), role: seller.party.kindLabel },
  });
}
