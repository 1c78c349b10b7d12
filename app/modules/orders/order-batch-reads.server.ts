import { and, asc, eq, inArray, ne, type SQL } from "drizzle-orm";
import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { budgets, orderLines, orders } from "#db/schema/orders.ts";
import { unquestionedPrice } from "../catalogue/price-yardstick.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import { submitBy } from "./cut-off.ts";
import { orderTimesFor } from "./cut-off-reads.server.ts";
import { orderCeiling } from "./order.ts";
import type { BatchHurdle, BatchLine, BatchOrder } from "./order-batch.ts";
import { evidenceStanding } from "./price-evidence.ts";
import { evidencesOf } from "./price-evidence-reads.server.ts";
import { taxAtMostOn } from "./tax-at-most-reads.server.ts";

/** More on one page nobody looks over; the rest follows when these are sent. */
const BATCH_MAX = 40;

type Buyer = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly regionCode: string;
  readonly timeZone: TimeZone;
};

type Line = BatchLine & {
  readonly orderId: string;
  readonly commodityCode: string;
  readonly gradeCode: string;
};

/** A buyer's drafts, the next day first, each with what keeps it from being sent now. */
export async function draftsToSend(buyer: Buyer, at: Date, on: Executor = db()): Promise<BatchOrder[]> {
  const rows = await batchRows(and(eq(orders.buyerId, buyer.id), eq(orders.state, "draft")), on);
  const linesOf = await linesByOrder(rows, on);
  const all = [...linesOf.values()].flat();
  const yardstickOf = await yardsticksFor(all, buyer.regionCode, dayOf(at, buyer.timeZone), on);
  return Promise.all(
    rows.map(async ({ order, fund }): Promise<BatchOrder> => {
      const lines = linesOf.get(order.id) ?? [];
      const [times, evidences, tax] = await Promise.all([
        orderTimesFor({ ...order, timeZone: buyer.timeZone }, on),
        evidencesOf(order.id, on),
        taxAtMostOn(order.deliveryDay, lines, on),
      ]);
      const isExplained = lines.every((line) => {
        const most = buyer.kind === "kitchen" ? unquestionedPrice(yardstickOf(line), line.basePerUnit) : null;
        const { kind } = evidenceStanding(line, most, evidences);
        return kind === "unquestioned" || kind === "approved";
      });
      const hurdle: BatchHurdle =
        at > times.lastCall ? "late" : fund === null ? "noBudget" : isExplained ? null : "prices";
      const worstRupiah = orderCeiling(lines) + tax;
      return { ...order, fund, worstRupiah, until: submitBy(times, at), hurdle, lines };
    }),
  );
}

/** A buyer's orders that wait for the word of its head and that `personId` did not send, the next day first. */
export async function ordersToApproveBy(
  buyerId: string,
  personId: string,
  on: Executor = db(),
): Promise<BatchOrder[]> {
  const waiting = and(
    eq(orders.buyerId, buyerId),
    eq(orders.state, "submitted"),
    ne(orders.submittedBy, personId),
  );
  const rows = await batchRows(waiting, on);
  const linesOf = await linesByOrder(rows, on);
  return rows.map(({ order, fund }) => ({
    ...order,
    fund,
    worstRupiah: order.reservedRupiah,
    until: null,
    hurdle: null,
    lines: linesOf.get(order.id) ?? [],
  }));
}

function batchRows(condition: SQL | undefined, on: Executor) {
  return on
    .select({ order: orders, fund: budgets.fund })
    .from(orders)
    .leftJoin(budgets, eq(budgets.id, orders.budgetId))
    .where(condition)
    .orderBy(asc(orders.deliveryDay), asc(orders.windowStart), asc(orders.id))
    .limit(BATCH_MAX);
}

async function linesByOrder(
  rows: Awaited<ReturnType<typeof batchRows>>,
  on: Executor,
): Promise<ReadonlyMap<string, readonly Line[]>> {
  const found = new Map<string, Line[]>();
  if (rows.length === 0) return found;
  const ids = rows.map(({ order }) => order.id);
  const lines = await on
    .select({ line: orderLines, commodity: commodities.name })
    .from(orderLines)
    .innerJoin(commodities, eq(commodities.code, orderLines.commodityCode))
    .where(inArray(orderLines.orderId, ids))
    .orderBy(asc(orderLines.orderId), asc(orderLines.position));
  for (const { line, commodity } of lines)
    found.set(line.orderId, [...(found.get(line.orderId) ?? []), { ...line, commodity }]);
  return found;
}
