import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { callOffs } from "#db/schema/contracts.ts";
import { shipments, vehicles } from "#db/schema/shipments.ts";
import type { Window } from "./stop-order.ts";
import { pickupWindowsOf } from "./trip-loads-reads.server.ts";

export type VehicleShown = typeof vehicles.$inferSelect;

/** The vehicles that an organisation has in use, by plate. */
export async function vehiclesOf(organisationId: string, on: Executor = db()): Promise<VehicleShown[]> {
  return on
    .select()
    .from(vehicles)
    .where(and(eq(vehicles.organisationId, organisationId), isNull(vehicles.retiredAt)))
    .orderBy(asc(vehicles.plate));
}

/** Vehicles of an organisation that are out of use, the last retired first. */
export async function retiredVehiclesOf(
  organisationId: string,
  on: Executor = db(),
): Promise<VehicleShown[]> {
  return on
    .select()
    .from(vehicles)
    .where(and(eq(vehicles.organisationId, organisationId), isNotNull(vehicles.retiredAt)))
    .orderBy(desc(vehicles.retiredAt), asc(vehicles.id))
    .limit(100);
}

/**
 * The vehicles that may carry a call-off: the trade center's own and those of the koperasi that share in it. For the trade
 * center whose call-off it is; none for others.
 */
export async function vehiclesForCallOff(
  hubId: string,
  callOffId: string,
  on: Executor = db(),
): Promise<VehicleShown[]> {
  const [own] = await on
    .select({ id: callOffs.id })
    .from(callOffs)
    .where(and(eq(callOffs.id, callOffId), eq(callOffs.hubId, hubId)));
  if (!own) return [];
  const sellers = await on
    .selectDistinct({ id: shipments.sellerId })
    .from(shipments)
    .where(and(eq(shipments.callOffId, callOffId), sql`${shipments.state} <> 'cancelled'`));
  return on
    .select()
    .from(vehicles)
    .where(
      and(
        inArray(vehicles.organisationId, [hubId, ...sellers.map((seller) => seller.id)]),
        isNull(vehicles.retiredAt),
      ),
    )
    .orderBy(asc(vehicles.payloadGrams), asc(vehicles.id));
}

/** When goods can be fetched at an organisation; null when it has not said. */
export async function pickupWindowOf(organisationId: string, on: Executor = db()): Promise<Window | null> {
  return (await pickupWindowsOf([organisationId], on)).get(organisationId) ?? null;
}
