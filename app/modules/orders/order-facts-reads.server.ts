import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { budgets, orderLines, type orders } from "#db/schema/orders.ts";
import { PurchaseOrderFacts } from "../documents/papers/purchase-order-paper.ts";
import { paperPartyOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { orderCeiling } from "./order.ts";

/**
 * Everything that the Surat Pesanan of an order says, as JSON. Its prices are the ceilings: who supplies each line, and
 * at what price at or below it, stands in the commitments and on each delivery note.
 */
export async function orderFacts(
  on: Executor,
  order: typeof orders.$inferSelect,
  approval: { readonly issuedOn: BusinessDay; readonly approvedBy: string },
): Promise<Record<string, unknown>> {
  const buyer = await paperPartyOf(order.buyerId, on);
  const rows = await on
    .select({ line: orderLines, commodity: commodities.name, base: commodities.baseUnit })
    .from(orderLines)
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(eq(orderLines.orderId, order.id))
    .orderBy(asc(orderLines.position));
  const [budget] = order.budgetId
    ? await on.select({ fund: budgets.fund }).from(budgets).where(eq(budgets.id, order.budgetId))
    : [];
  return z.encode(PurchaseOrderFacts, {
    issuer: buyer.party,
    place: buyer.place,
    issuedOn: approval.issuedOn,
    seller: null,
    fund: budget?.fund ?? null,
    delivery: {
      day: order.deliveryDay,
      start: order.windowStart,
      end: order.windowEnd,
      timeZone: buyer.timeZone,
    },
    deliveryAddress: buyer.party.address,
    lines: rows.map(({ line, commodity, base }) => ({
      description: `${commodity} (${line.gradeCode})`,
      specification: line.specification,
      unit: { name: line.unit, base, size: line.basePerUnit },
      quantityBase: line.quantityBase,
      priceRupiah: line.ceilingRupiah,
      amountRupiah: priceOf(line.quantityBase, line.ceilingRupiah, line.basePerUnit),
      supplier: null,
    })),
    totalRupiah: orderCeiling(rows.map((row) => row.line)),
    terms: {
      paymentTermDays: order.paymentTermDays,
      toleranceBasisPoints: await numberParameter(on, "receiving.tolerance_basis_points", {
        regionCode: order.cityCode,
        day: order.deliveryDay,
      }),
    },
    note: "Harga pada surat ini adalah harga tertinggi yang disetujui, sudah termasuk ongkos antar.",
    requestedBy: { name: await signatoryName(order.submittedBy, on), role: "Pengawas Keuangan" },
    approvedBy: { name: await signatoryName(approval.approvedBy, on), role: "Kepala" },
    acceptedBy: null,
  });
}
