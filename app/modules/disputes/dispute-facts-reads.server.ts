import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { callOffs, contractLines, contracts } from "#db/schema/contracts.ts";
import { disputeLines, disputes } from "#db/schema/disputes.ts";
import { organisations } from "#db/schema/identity.ts";
import { regions } from "#db/schema/regions.ts";
import { claims, receipts, shipmentLines, shipments } from "#db/schema/shipments.ts";
import { spreadOver } from "../shipments/receiving.ts";
import { type Cause, type Terms, termsOf } from "./bearing.ts";
import type { Allowances, ReceivedLine } from "./dispute.ts";

export type DisputeRow = typeof disputes.$inferSelect;

/** What a claim on one koperasi's share of a call-off is measured against. */
export type HandoverGround = {
  readonly shipmentId: string;
  readonly callOffId: string;
  readonly callOffNumber: string;
  readonly contractNumber: string;
  readonly hubId: string;
  readonly hubRegionCode: string;
  readonly buyerId: string;
  readonly buyerTimeZone: TimeZone;
  readonly koperasiId: string;
  readonly receiptNumber: string;
  readonly receivedAt: Date;
  readonly claimWindowHours: number;
  readonly allowances: Allowances;
  readonly terms: Terms;
  readonly baseUnit: BaseUnit;
  readonly lines: readonly (ReceivedLine & { readonly description: string; readonly unit: string })[];
};

async function headOf(shipmentId: string, on: Executor) {
  const [head] = await on
    .select({
      shipmentId: shipments.id,
      callOffId: callOffs.id,
      callOffNumber: callOffs.number,
      contractNumber: contracts.number,
      hubId: contracts.hubId,
      hubRegionCode: organisations.regionCode,
      buyerId: shipments.buyerId,
      koperasiId: shipments.sellerId,
      receiptNumber: receipts.number,
      receivedAt: receipts.receivedAt,
      claimWindowHours: contracts.claimWindowHours,
      breakageBasisPoints: contracts.breakageAllowanceBasisPoints,
      shrinkBasisPoints: contracts.shrinkAllowanceBasisPoints,
      freightPaidBy: contracts.freightPaidBy,
      baseUnit: commodities.baseUnit,
      passedBase: sql<string>`coalesce((select c.allowance_base from ${claims} c where c.shipment_id = ${shipments.id}), 0)::text`,
      buyerTimeZone: sql<TimeZone>`(select r.time_zone from ${organisations} b join ${regions} r on r.code = b.region_code where b.id = ${shipments.buyerId})`,
    })
    .from(shipments)
    .innerJoin(receipts, eq(receipts.shipmentId, shipments.id))
    .innerJoin(callOffs, eq(callOffs.id, shipments.callOffId))
    .innerJoin(contracts, eq(contracts.id, callOffs.contractId))
    .innerJoin(organisations, eq(organisations.id, contracts.hubId))
    .innerJoin(contractLines, eq(contractLines.id, callOffs.contractLineId))
    .innerJoin(commodities, eq(commodities.code, contractLines.commodityCode))
    .where(and(eq(shipments.id, shipmentId), eq(shipments.state, "received")));
  return head ?? null;
}

/** What earlier claims on these lines still ask or were granted, and what they used of the allowance. */
async function asksBefore(lineIds: readonly string[], on: Executor) {
  if (lineIds.length === 0) return [];
  return on
    .select({
      shipmentLineId: disputeLines.shipmentLineId,
      cause: disputeLines.cause,
      allowanceBase: disputeLines.allowanceBase,
      base: sql<string>`coalesce(${disputeLines.grantedBase}, ${disputeLines.askedBase})::text`,
      rupiah: sql<string>`coalesce(${disputeLines.grantedRupiah}, ${disputeLines.askedRupiah})::text`,
    })
    .from(disputeLines)
    .innerJoin(disputes, eq(disputes.id, disputeLines.disputeId))
    .where(
      and(
        inArray(disputeLines.shipmentLineId, [...lineIds]),
        notInArray(disputes.state, ["refused", "withdrawn"]),
      ),
    );
}

/** The handover of a koperasi's share of a call-off with everything a claim is measured against; null when there is none. */
export async function handoverGround(shipmentId: string, on: Executor): Promise<HandoverGround | null> {
  const head = await headOf(shipmentId, on);
  if (!head) return null;
  const rows = await on
    .select()
    .from(shipmentLines)
    .where(eq(shipmentLines.shipmentId, shipmentId))
    .orderBy(asc(shipmentLines.position));
  const before = await asksBefore(
    rows.map((row) => row.id),
    on,
  );
  const passed = spreadOver(
    BigInt(head.passedBase),
    rows.map((row) => row.deliveredBase ?? 0n),
  );
  const { breakageBasisPoints, shrinkBasisPoints, freightPaidBy, passedBase: _passed, ...facts } = head;
  return {
    ...facts,
    allowances: { breakageBasisPoints, shrinkBasisPoints },
    terms: termsOf(freightPaidBy),
    lines: rows.map((row, at) => {
      const own = before.filter((one) => one.shipmentLineId === row.id);
      const used = (cause: Cause) =>
        own.reduce((sum, one) => (one.cause === cause ? sum + one.allowanceBase : sum), 0n);
      return {
        shipmentLineId: row.id,
        description: row.description,
        unit: row.unit,
        basePerUnit: row.basePerUnit,
        priceRupiah: row.priceRupiah,
        deliveredBase: row.deliveredBase ?? 0n,
        acceptedBase: row.acceptedBase ?? 0n,
        passedBase: passed[at] ?? 0n,
        before: {
          base: own.reduce((sum, one) => sum + BigInt(one.base) + one.allowanceBase, 0n),
          rupiah: own.reduce((sum, one) => sum + BigInt(one.rupiah), 0n),
          allowanceBase: { short: used("short"), broken: used("broken"), quality: used("quality") },
        },
      };
    }),
  };
}

/** A claim, if there is one. Who may know of it is for the caller to say. */
export async function disputeRow(disputeId: string, on: Executor): Promise<DisputeRow | null> {
  const [row] = await on.select().from(disputes).where(eq(disputes.id, disputeId));
  return row ?? null;
}

/** The lines of a claim with the goods they are about, in their order. */
export async function disputeLinesOf(disputeId: string, on: Executor) {
  const rows = await on
    .select({
      line: disputeLines,
      description: shipmentLines.description,
      unit: shipmentLines.unit,
      basePerUnit: shipmentLines.basePerUnit,
      priceRupiah: shipmentLines.priceRupiah,
      deliveredBase: shipmentLines.deliveredBase,
      acceptedBase: shipmentLines.acceptedBase,
    })
    .from(disputeLines)
    .innerJoin(shipmentLines, eq(shipmentLines.id, disputeLines.shipmentLineId))
    .where(eq(disputeLines.disputeId, disputeId))
    .orderBy(asc(disputeLines.position));
  return rows.map(({ line, ...goods }) => {
    invariant(
      goods.deliveredBase !== null && goods.acceptedBase !== null,
      "a claim is about what was received",
    );
    return { ...line, ...goods, deliveredBase: goods.deliveredBase, acceptedBase: goods.acceptedBase };
  });
}
export type LineWithGoods = Awaited<ReturnType<typeof disputeLinesOf>>[number];
