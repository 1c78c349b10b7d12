import { inArray } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import type { Transaction } from "#db/client.server.ts";
import { stockParcels } from "#db/schema/stock.ts";
import { takeIn } from "./take-in.server.ts";
import { writeEntries } from "./write-entries.server.ts";

/**
 * As `takeIn`, for goods of a delivery that are accepted after it: to the parcel that its line brought then, or as a parcel of their
 * own where it brought none.
 */
export async function takeInMore(
  tx: Transaction,
  call: Call,
  delivery: Parameters<typeof takeIn>[2],
): Promise<void> {
  const { organisationId, recordedBy, lines } = delivery;
  if (lines.length === 0) return;
  const bases = new Map<string, bigint>();
  for (const { shipmentLineId, acceptedBase } of lines)
    bases.set(shipmentLineId, (bases.get(shipmentLineId) ?? 0n) + acceptedBase);
  const parcels = await tx
    .select({ id: stockParcels.id, shipmentLineId: stockParcels.shipmentLineId })
    .from(stockParcels)
    .where(inArray(stockParcels.shipmentLineId, [...bases.keys()]));
  const shares = parcels.flatMap(({ id, shipmentLineId }) => {
    const base = bases.get(shipmentLineId ?? "");
    return base === undefined ? [] : [{ parcelId: id, base }];
  });
  await writeEntries(tx, call, organisationId, shares, { kind: "received", recordedBy });
  const known = new Set(parcels.map(({ shipmentLineId }) => shipmentLineId));
  const fresh = new Map(
    lines
      .filter(({ shipmentLineId }) => !known.has(shipmentLineId))
      .map((line) => [line.shipmentLineId, { ...line, acceptedBase: bases.get(line.shipmentLineId) ?? 0n }]),
  );
  await takeIn(tx, call, { ...delivery, lines: [...fresh.values()] });
}
