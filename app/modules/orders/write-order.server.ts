import { eq, inArray } from "drizzle-orm";
import { dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { Invalid, invariant, RuleBroken } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { orderLines, orders } from "#db/schema/orders.ts";
import { sqlState } from "#db/sql-state.ts";
import { gradedCommodities, gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import { type Organisation, organisationById } from "../identity/organisation-reads.server.ts";
import { budgetFor } from "./hold-budget.server.ts";
import type { OrderLineRow } from "./known-order.server.ts";
import type { DraftOrder } from "./order.schema.ts";

/** A line whose goods exist, with the legal ceiling in force for it, and not yet held against the market. */
export type CheckedLine = Omit<typeof orderLines.$inferInsert, "id" | "orderId" | "position"> & {
  readonly legalCeilingRupiah: bigint | null;
};

export type JudgedLines = {
  readonly lines: CheckedLine[];
  /** What the price of each line was held against. */
  readonly yardstickOf: Awaited<ReturnType<typeof yardsticksFor>>;
};

/** The buyer that the caller acts for, as the register knows it. */
export async function buyerOf(tx: Transaction, call: Call): Promise<Organisation> {
  invariant(call.actor.kind === "member", "a buyer acts through a member");
  const buyer = await organisationById(call.actor.organisationId, tx);
  invariant(buyer, "a buyer stands in the register");
  return buyer;
}

/** Refuses a budget that is not the buyer's own or whose period does not hold the delivery day; none is fine in a draft. */
export async function checkBudget(tx: Transaction, buyer: Organisation, input: DraftOrder): Promise<void> {
  if (input.budgetId === undefined) return;
  const envelope = { organisationId: buyer.id, budgetId: input.budgetId };
  await budgetFor(tx, envelope, input.deliveryDay);
}

/**
 * Judges what a form or a program asks for: a day that is still to come, commodities and grades that exist, and a
 * reason beside every price above the legal ceiling of today.
 */
export async function checkedLines(
  tx: Transaction,
  call: Call,
  buyer: Organisation,
  input: DraftOrder,
): Promise<JudgedLines> {
  const today = dayOf(call.at, buyer.timeZone);
  if (input.deliveryDay < today) throw new RuleBroken("orders.dayPassed", { field: "deliveryDay" });
  // One trip to the database for both: neither needs the other.
  const [known, yardstickOf] = await Promise.all([
    gradedCommodities(input.lines, tx),
    yardsticksFor(input.lines, buyer.regionCode, today, tx),
  ]);
  const wrong: Record<string, string[]> = {};
  const lines = input.lines.map((line, at): CheckedLine => {
    if (!known.has(gradeKey(line))) wrong[`lines[${at}].commodityCode`] = ["orders.unknownCommodity"];
    const { legal } = yardstickOf(line);
    const legalCeilingRupiah = legal ? ceilingPerUnit(legal, line.basePerUnit) : null;
    if (legalCeilingRupiah !== null && line.ceilingRupiah > legalCeilingRupiah && !line.overrideReason)
      wrong[`lines[${at}].overrideReason`] = ["orders.overrideNeeded"];
    return { ...line, overrideReason: line.overrideReason || null, legalCeilingRupiah };
  });
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  return { lines, yardstickOf };
}

/** Columns of an order that a draft decides. */
export function draftColumns(input: DraftOrder) {
  return {
    deliveryDay: input.deliveryDay,
    windowStart: input.windowStart,
    windowEnd: input.windowEnd,
    budgetId: input.budgetId ?? null,
    urgencyClass: input.urgencyClass,
    suppliersPerLineMax: input.suppliersPerLineMax ?? null,
    note: input.note ?? null,
  };
}

/**
 * Writes a new order with its lines: two statements, however many lines. `facts` may send it off at once, or name who asked
 * where the house itself writes it.
 */
export async function writeOrder(
  tx: Transaction,
  call: Call,
  draft: {
    readonly buyer: Organisation;
    readonly input: DraftOrder;
    readonly lines: readonly CheckedLine[];
    readonly facts?: Partial<typeof orders.$inferInsert>;
  },
): Promise<string> {
  const orderId = newId("order");
  await tx.insert(orders).values({
    id: orderId,
    buyerId: draft.buyer.id,
    cityCode: draft.buyer.cityCode,
    state: "draft",
    ...draftColumns(draft.input),
    paymentTermDays: draft.buyer.paymentTermDays,
    createdBy: call.actor.kind === "member" ? call.actor.personId : null,
    createdAt: call.at,
    ...draft.facts,
  });
  await tx
    .insert(orderLines)
    .values(draft.lines.map((line, position) => ({ id: newId("orderLine"), orderId, position, ...line })));
  return orderId;
}

/**
 * Makes the lines of a draft what they should be now. A line at the same place for the same goods is changed, others
 * are dropped and written anew. A line of a withdrawn order that was once offered to sellers is part of their
 * history and cannot be dropped: `orders.lineWasOffered`.
 */
export async function rewriteLines(
  tx: Transaction,
  orderId: string,
  present: readonly OrderLineRow[],
  wanted: readonly CheckedLine[],
): Promise<void> {
  const isKept = (line: OrderLineRow) => {
    const want = wanted[line.position];
    return want !== undefined && gradeKey(want) === gradeKey(line);
  };
  const kept = present.filter(isKept);
  await dropLines(
    tx,
    present.filter((line) => !isKept(line)),
  );
  for (const line of kept)
    await tx
      .update(orderLines)
      .set({ ...blankLine, ...wanted[line.position], version: line.version + 1 })
      .where(eq(orderLines.id, line.id));
  const places = new Set(kept.map((line) => line.position));
  const added = wanted
    .map((line, position) => ({ id: newId("orderLine"), orderId, position, ...line }))
    .filter((line) => !places.has(line.position));
  if (added.length > 0) await tx.insert(orderLines).values(added);
}

/** What a line says when the buyer leaves it out, or while it is a draft. */
const blankLine = {
  dishGroup: null,
  specification: null,
  // Held against the market anew when it is submitted.
  referenceId: null,
  referenceRupiah: null,
  unquestionedRupiah: null,
  priceEvidenceId: null,
} as const;

const FOREIGN_KEY_VIOLATION = "23503";

/** Takes lines out of an order. One that was ever offered to sellers is part of their history: `orders.lineWasOffered`. */
export async function dropLines(tx: Transaction, lines: readonly OrderLineRow[]): Promise<void> {
  if (lines.length === 0) return;
  const ids = lines.map((line) => line.id);
  try {
    await tx.delete(orderLines).where(inArray(orderLines.id, ids));
  } catch (error) {
    if (sqlState(error) === FOREIGN_KEY_VIOLATION) throw new RuleBroken("orders.lineWasOffered");
    throw error;
  }
}
