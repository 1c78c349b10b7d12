import { and, inArray, isNotNull } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { shipments } from "#db/schema/shipments.ts";
import { warehousePlaces } from "../catalogue/warehouse-reads.server.ts";

export type LoadingPlace = NonNullable<
  Awaited<ReturnType<typeof warehousePlaces>> extends Map<string, infer Place> ? Place : never
>;

/** The warehouse that each of these shipments is fetched from, by shipment; what leaves from its seller's own address is not in it. */
export async function loadingPlaces(
  shipmentIds: readonly string[],
  on: Executor,
): Promise<ReadonlyMap<string, LoadingPlace>> {
  if (shipmentIds.length === 0) return new Map();
  const rows = await on
    .select({ id: shipments.id, warehouseId: shipments.warehouseId })
    .from(shipments)
    .where(and(inArray(shipments.id, [...shipmentIds]), isNotNull(shipments.warehouseId)));
  const places = await warehousePlaces(
    rows.flatMap(({ warehouseId }) => warehouseId ?? []),
    on,
  );
  return new Map(
    rows.flatMap(({ id, warehouseId }) => {
      const place = places.get(warehouseId ?? "");
      return place ? [[id, place] as const] : [];
    }),
  );
}
