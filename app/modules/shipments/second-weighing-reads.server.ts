import { asc, eq } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { receipts, secondWeighings, shipmentLines, shipments } from "#db/schema/shipments.ts";
import type { RejectReason } from "./shipment-lifecycle.ts";

export type SecondLine = {
  readonly shipmentLineId: string;
  readonly description: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly deliveredBase: bigint;
  readonly rejectedBase: bigint;
  readonly rejectReason: RejectReason | null;
  readonly photoId: string | null;
  /** What the receipt says of the same line. */
  readonly receipt: {
    readonly deliveredBase: bigint;
    readonly rejectedBase: bigint;
    readonly rejectReason: RejectReason | null;
  };
};

/** What another phone weighed of a shipment that had its receipt already. */
export type SecondWeighing = {
  readonly receiverName: string;
  readonly happenedAt: Date;
  readonly lines: readonly SecondLine[];
};

/** What was weighed a second time of a shipment, beside its receipt: for the buyer alone, the earliest first. */
export async function secondWeighingsOf(
  buyerId: string,
  shipmentId: string,
  on: Executor = db(),
): Promise<SecondWeighing[]> {
  const rows = await on
    .select({ second: secondWeighings, line: shipmentLines, buyerId: shipments.buyerId })
    .from(secondWeighings)
    .innerJoin(receipts, eq(receipts.id, secondWeighings.receiptId))
    .innerJoin(shipmentLines, eq(shipmentLines.id, secondWeighings.shipmentLineId))
    .innerJoin(shipments, eq(shipments.id, receipts.shipmentId))
    .where(eq(receipts.shipmentId, shipmentId))
    .orderBy(asc(secondWeighings.happenedAt), asc(secondWeighings.weighedBy), asc(shipmentLines.position));
  const found = new Map<string, { receiverName: string; happenedAt: Date; lines: SecondLine[] }>();
  for (const { second, line, buyerId: owner } of rows) {
    if (owner !== buyerId) continue;
    const key = `${second.happenedAt.toISOString()} ${second.weighedBy}`;
    const weighing = found.get(key) ?? {
      receiverName: second.receiverName,
      happenedAt: second.happenedAt,
      lines: [],
    };
    weighing.lines.push({
      shipmentLineId: line.id,
      description: line.description,
      unit: line.unit,
      basePerUnit: line.basePerUnit,
      deliveredBase: second.deliveredBase,
      rejectedBase: second.rejectedBase,
      rejectReason: second.rejectReason,
      photoId: second.photoId,
      receipt: {
        deliveredBase: line.deliveredBase ?? 0n,
        rejectedBase: line.rejectedBase ?? 0n,
        rejectReason: line.rejectReason,
      },
    });
    found.set(key, weighing);
  }
  return [...found.values()];
}
