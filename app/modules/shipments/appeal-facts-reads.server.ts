import { asc, eq } from "drizzle-orm";
import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { OrganisationKind } from "#app/kernel/call.ts";
import type { Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { orders } from "#db/schema/orders.ts";
import { regions } from "#db/schema/regions.ts";
import { receipts, shipmentLines, shipments } from "#db/schema/shipments.ts";
import { appealLines, appeals } from "#db/schema/shipments-appeals.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import { type AppealPart, appealable, hoursAfter } from "./appeal.ts";

export type AppealRow = typeof appeals.$inferSelect;
export type AppealLineRow = typeof appealLines.$inferSelect;

/** What an appeal against one delivery stands on: its receipt, until when, and what was taken off. */
export type AppealGround = {
  readonly shipmentId: string;
  readonly orderId: string;
  readonly cityCode: string;
  readonly buyerKind: OrganisationKind;
  readonly buyerZone: TimeZone;
  readonly receiptNumber: string;
  readonly receivedBy: string | null;
  readonly receivedAt: Date;
  readonly hours: number;
  /** The last moment at which it may be made. */
  readonly closesAt: Date;
  readonly parts: readonly AppealPart[];
};

/**
 * The ground of an appeal; null while there is no receipt of an order. The window is counted from when the house, and so the
 * seller, learnt of the weighing. Whoever asks has yet to be checked.
 */
export async function appealGround(shipmentId: string, on: Executor): Promise<AppealGround | null> {
  const [head] = await on
    .select({
      shipmentId: shipments.id,
      orderId: orders.id,
      cityCode: orders.cityCode,
      buyerKind: organisations.kind,
      buyerZone: regions.timeZone,
      receiptNumber: receipts.number,
      receivedBy: receipts.receivedBy,
      receivedAt: receipts.receivedAt,
      toldAt: receipts.toldAt,
    })
    .from(shipments)
    .innerJoin(orders, eq(orders.id, shipments.orderId))
    .innerJoin(receipts, eq(receipts.shipmentId, shipments.id))
    .innerJoin(organisations, eq(organisations.id, shipments.buyerId))
    .innerJoin(regions, eq(regions.code, organisations.cityCode))
    .where(eq(shipments.id, shipmentId));
  if (!head) return null;
  const rows = await on
    .select()
    .from(shipmentLines)
    .where(eq(shipmentLines.shipmentId, shipmentId))
    .orderBy(asc(shipmentLines.position));
  const { toldAt, ...facts } = head;
  const from = toldAt ?? head.receivedAt;
  const rule = { regionCode: head.cityCode, day: dayOf(from, head.buyerZone) };
  const hours = await numberParameter(on, "receiving.appeal_hours", rule);
  return {
    ...facts,
    hours,
    closesAt: hoursAfter(from, hours),
    parts: appealable(rows),
  };
}

export type AppealLineWithGoods = AppealLineRow & {
  readonly description: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly priceRupiah: bigint;
  readonly disposition: (typeof shipmentLines.$inferSelect)["disposition"];
};

/** The lines of an appeal with the goods that they are about, in their order. */
export async function appealLinesOf(appealId: string, on: Executor): Promise<AppealLineWithGoods[]> {
  const rows = await on
    .select({
      line: appealLines,
      description: shipmentLines.description,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      priceRupiah: shipmentLines.priceRupiah,
      disposition: shipmentLines.disposition,
    })
    .from(appealLines)
    .innerJoin(shipmentLines, eq(shipmentLines.id, appealLines.shipmentLineId))
    .where(eq(appealLines.appealId, appealId))
    .orderBy(asc(appealLines.position));
  return rows.map(({ line, ...goods }) => ({ ...line, ...goods }));
}

/** An appeal as it stands; null when there is none. Whoever asks has yet to be checked. */
export async function appealFacts(appealId: string, on: Executor): Promise<AppealRow | null> {
  const [row] = await on.select().from(appeals).where(eq(appeals.id, appealId));
  return row ?? null;
}
