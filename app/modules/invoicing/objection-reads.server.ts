import { and, asc, eq, gt, sql } from "drizzle-orm";
import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { persons } from "#db/schema/identity.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { lineObjections, objectionDues } from "#db/schema/invoicing-objections.ts";
import { shipmentLines } from "#db/schema/shipments.ts";
import type { DuePart } from "./due-parts.ts";

export type ObjectionShown = typeof lineObjections.$inferSelect & {
  readonly description: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly openedByName: string;
};

/** Everything that was ever objected to of an invoice, oldest first. The caller says who may see the invoice. */
export async function objectionsTo(invoiceId: string, on: Executor = db()): Promise<ObjectionShown[]> {
  const rows = await on
    .select({
      objection: lineObjections,
      description: invoiceLines.description,
      unit: invoiceLines.unit,
      basePerUnit: invoiceLines.basePerUnit,
      openedByName: persons.fullName,
    })
    .from(lineObjections)
    .innerJoin(invoiceLines, eq(invoiceLines.id, lineObjections.invoiceLineId))
    .innerJoin(persons, eq(persons.id, lineObjections.openedBy))
    .where(eq(lineObjections.invoiceId, invoiceId))
    .orderBy(asc(lineObjections.id));
  return rows.map(({ objection, ...row }) => ({ ...objection, ...row }));
}

/** What of an invoice stood after all, and is due on days of its own. */
export async function standingPartsOf(invoiceId: string, on: Executor): Promise<DuePart[]> {
  const rows = await on
    .select({ dueOn: lineObjections.dueOn, amountRupiah: lineObjections.standsRupiah })
    .from(lineObjections)
    .where(and(eq(lineObjections.invoiceId, invoiceId), gt(lineObjections.standsRupiah, 0n)));
  return rows.flatMap(({ dueOn, amountRupiah }) => (dueOn === null ? [] : [{ dueOn, amountRupiah }]));
}

/** In a query, what a seller does not pay a producer on yet, because a buyer objects to what was sold of theirs. */
export function duesHeld(sellerId: string, on: Executor) {
  return on
    .select({
      producerId: objectionDues.producerId,
      held: sql<string>`sum(${objectionDues.heldRupiah})`.as("held_dues"),
    })
    .from(objectionDues)
    .innerJoin(lineObjections, eq(lineObjections.id, objectionDues.objectionId))
    .innerJoin(invoices, eq(invoices.id, lineObjections.invoiceId))
    .where(and(eq(lineObjections.state, "open"), eq(invoices.sellerId, sellerId)))
    .groupBy(objectionDues.producerId)
    .as("held");
}

/** What of one producer's due waits with objections to what this seller sold. */
export async function producerDuesHeld(sellerId: string, producerId: string, on: Executor): Promise<Rupiah> {
  const held = duesHeld(sellerId, on);
  const [row] = await on
    .select({ held: sql<string>`${held.held}::text` })
    .from(held)
    .where(eq(held.producerId, producerId));
  return BigInt(row?.held ?? "0");
}

/** The delivery that an invoice's line claims a part of. */
export async function deliveryOfLine(
  line: Pick<typeof invoiceLines.$inferSelect, "shipmentLineId">,
  on: Executor,
): Promise<string> {
  const [row] = await on
    .select({ shipmentId: shipmentLines.shipmentId })
    .from(shipmentLines)
    .where(eq(shipmentLines.id, line.shipmentLineId ?? ""));
  invariant(row, "a line over an order's goods has its delivery");
  return row.shipmentId;
}
