import { and, asc, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { sumOf } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities, grades } from "#db/schema/catalogue.ts";
import { commitments } from "#db/schema/commitments.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { vatOn, vatOnPaper } from "../catalogue/vat.ts";
import { vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { OrderConfirmationFacts } from "../documents/papers/order-confirmation-paper.ts";
import { paperPartiesOf, signatoryName } from "../documents/party-facts-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { termDaysFor } from "./payment-terms-reads.server.ts";

type Sale = { readonly orderId: string; readonly sellerId: string };

/** What the seller answered of an order: what it took on and what it refused, by line of the order; not what it brings anew. */
async function answered({ orderId, sellerId }: Sale, on: Executor) {
  return on
    .select({
      state: commitments.state,
      offeredBase: commitments.offeredBase,
      acceptedBase: commitments.acceptedBase,
      unit: commitments.unit,
      basePerUnit: commitments.basePerUnit,
      priceRupiah: commitments.priceRupiah,
      reason: commitments.reason,
      commodityName: commodities.name,
      gradeName: grades.name,
      baseUnit: commodities.baseUnit,
      taxClass: commodities.taxClass,
      specification: orderLines.specification,
    })
    .from(commitments)
    .innerJoin(orderLines, eq(orderLines.id, commitments.orderLineId))
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .leftJoin(
      grades,
      and(eq(grades.commodityCode, orderLines.commodityCode), eq(grades.code, orderLines.gradeCode)),
    )
    .where(
      and(
        eq(commitments.orderId, orderId),
        eq(commitments.sellerId, sellerId),
        eq(commitments.isAgain, false),
        inArray(commitments.state, ["accepted", "fulfilled", "declined"]),
      ),
    )
    .orderBy(asc(orderLines.position), asc(commitments.id));
}

async function lastAnswerBy({ orderId, sellerId }: Sale, on: Executor): Promise<string | null> {
  const [row] = await on
    .select({ personId: commitments.answeredBy })
    .from(commitments)
    .where(
      and(
        eq(commitments.orderId, orderId),
        eq(commitments.sellerId, sellerId),
        eq(commitments.isAgain, false),
        isNotNull(commitments.answeredBy),
      ),
    )
    .orderBy(desc(commitments.answeredAt), desc(commitments.id))
    .limit(1);
  return row?.personId ?? null;
}

/**
 * Everything that the Konfirmasi Pesanan of a seller to the buyer of an order says, as JSON: each promise that stands at its agreed price
 * with the seller's tax, and what it was asked and left. Null while it has taken on nothing. Offers without an answer are not told.
 */
export async function confirmationFacts(
  sale: Sale,
  issuedOn: BusinessDay,
  on: Executor,
): Promise<{ readonly buyerId: string; readonly facts: Record<string, unknown> } | null> {
  const rows = await answered(sale, on);
  const taken = rows.filter((row) => row.state !== "declined");
  if (taken.length === 0) return null;
  const [order] = await on.select().from(orders).where(eq(orders.id, sale.orderId));
  invariant(order, "a promise is for an order");
  const parties = await paperPartiesOf([order.buyerId, sale.sellerId], on);
  const [buyer, seller] = [parties.get(order.buyerId), parties.get(sale.sellerId)];
  const profile = await organisationById(sale.sellerId, on);
  invariant(buyer && seller && profile, "both parties are there");
  const rule = await vatRuleOn(order.deliveryDay, on);
  const goodsOf = (row: (typeof rows)[number]) => ({
    description: row.gradeName === null ? row.commodityName : `${row.commodityName} ${row.gradeName}`,
    specification: row.specification,
    unit: { name: row.unit, base: row.baseUnit, size: row.basePerUnit },
  });
  const priced = taken.map((row) => {
    const quantityBase = row.acceptedBase ?? row.offeredBase;
    const { priceRupiah } = row;
    const amountRupiah = priceOf(quantityBase, priceRupiah, row.basePerUnit);
    const taxRupiah = vatOn(amountRupiah, row.taxClass, profile, rule);
    return { line: { ...goodsOf(row), quantityBase, priceRupiah, amountRupiah }, taxRupiah };
  });
  const taxed = priced.filter(({ taxRupiah }) => taxRupiah > 0n);
  const taxRupiah = sumOf(taxed.map((one) => one.taxRupiah));
  const tax = vatOnPaper(taxRupiah, sumOf(taxed.map(({ line }) => line.amountRupiah)), rule);
  const lines = priced.map(({ line }) => line);
  const facts = z.encode(OrderConfirmationFacts, {
    issuer: seller.party,
    place: seller.place,
    issuedOn,
    buyer: buyer.party,
    delivery: {
      day: order.deliveryDay,
      start: order.windowStart,
      end: order.windowEnd,
      timeZone: buyer.timeZone,
    },
    deliveryAddress: buyer.party.address,
    lines,
    left: rows.flatMap((row) => {
      const leftBase = row.offeredBase - (row.state === "declined" ? 0n : (row.acceptedBase ?? 0n));
      return leftBase > 0n
        ? [
            {
              ...goodsOf(row),
              askedBase: row.offeredBase,
              leftBase,
              reason: row.reason === "" ? null : row.reason,
            },
          ]
        : [];
    }),
    taxes: tax ? [tax] : [],
    totalRupiah: sumOf(lines.map((line) => line.amountRupiah)) + taxRupiah,
    paymentTermDays: await termDaysFor(sale.orderId, sale.sellerId, on),
    confirmedBy: {
      name: await signatoryName(await lastAnswerBy(sale, on), on),
      role: seller.party.kindLabel,
    },
  });
  return { buyerId: order.buyerId, facts };
}
