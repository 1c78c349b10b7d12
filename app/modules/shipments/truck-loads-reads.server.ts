import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { shipmentLines, shipments, tripStops } from "#db/schema/shipments.ts";

/**
 * What was loaded on each of these trips, share by share with its way: by this the cost of their vehicle is shared once it leaves,
 * and again when it is put right. In the order of the trips, and within one of the shipments.
 */
export async function loadedParts(
  tripIds: readonly string[],
  on: Executor,
): Promise<{ readonly base: bigint; readonly distanceMetres: number }[][]> {
  if (tripIds.length === 0) return [];
  const rows = await on
    .select({
      tripId: shipments.tripId,
      base: sql<string>`sum(${shipmentLines.loadedBase})::text`,
      distanceMetres: sql<number>`coalesce(${tripStops.distanceMetres}, 0)`,
    })
    .from(shipments)
    .innerJoin(shipmentLines, eq(shipmentLines.shipmentId, shipments.id))
    .leftJoin(
      tripStops,
      and(
        eq(tripStops.tripId, shipments.tripId),
        eq(tripStops.organisationId, shipments.sellerId),
        eq(tripStops.kind, "pickup"),
      ),
    )
    .where(and(inArray(shipments.tripId, [...tripIds]), sql`${shipments.state} <> 'cancelled'`))
    .groupBy(shipments.id, tripStops.distanceMetres)
    .having(sql`sum(${shipmentLines.loadedBase}) > 0`)
    .orderBy(asc(shipments.id));
  return tripIds.map((tripId) =>
    rows
      .filter((row) => row.tripId === tripId)
      .map(({ base, distanceMetres }) => ({ base: BigInt(base), distanceMetres })),
  );
}
