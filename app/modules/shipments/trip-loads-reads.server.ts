import { and, asc, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { sumOf } from "#app/kernel/money.ts";
import type { Executor } from "#db/client.server.ts";
import { pickupWindows, trips, vehicles } from "#db/schema/shipments.ts";
import { rides } from "#db/schema/shipments-rides.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import type { Point } from "../regions/distance.ts";
import { linesOfShipments, shipmentsOfCallOff } from "./shipment-facts-reads.server.ts";
import type { Window } from "./stop-order.ts";

/** One koperasi's share of a call-off that has not left. */
export type ShareToCarry = {
  readonly shipmentId: string;
  /** The trip it was planned on; null while it is on none. */
  readonly tripId: string | null;
  readonly koperasiId: string;
  readonly at: Point | null;
  readonly base: bigint;
  readonly packs: number;
  readonly window: Window | null;
};

/** The shares of a call-off that have not left, by shipment id: how much each is, where it stands and when it can be fetched. */
export async function sharesToCarry(callOff: CallOffFacts, on: Executor): Promise<ShareToCarry[]> {
  const planned = (await shipmentsOfCallOff(callOff.id, on)).filter((one) => one.state === "planned");
  const sellers = planned.map((one) => one.sellerId);
  const lines = await linesOfShipments(
    planned.map((one) => one.id),
    on,
  );
  const places = await placesOf(sellers, on);
  const windows = await pickupWindowsOf(sellers, on);
  return planned.map((shipment) => {
    const base = sumOf(
      lines.filter((line) => line.shipmentId === shipment.id).map((line) => line.promisedBase),
    );
    return {
      shipmentId: shipment.id,
      tripId: shipment.tripId,
      koperasiId: shipment.sellerId,
      at: places.get(shipment.sellerId) ?? null,
      base,
      packs: Number(base / callOff.basePerPack),
      window: windows.get(shipment.sellerId) ?? null,
    };
  });
}

/** When goods can be fetched at these organisations; who has said nothing is not in it. */
export async function pickupWindowsOf(
  organisationIds: readonly string[],
  on: Executor,
): Promise<ReadonlyMap<string, Window>> {
  if (organisationIds.length === 0) return new Map();
  const rows = await on
    .select()
    .from(pickupWindows)
    .where(inArray(pickupWindows.organisationId, [...organisationIds]));
  return new Map(rows.map((row) => [row.organisationId, { from: row.opensMinute, to: row.closesMinute }]));
}

/** The vehicles in use of these organisations that no other call-off and no ride counts on that day, by id. */
export async function freeVehicles(
  asked: {
    readonly ownerIds: readonly string[];
    readonly day: BusinessDay;
    readonly callOffId: string | null;
  },
  on: Executor,
): Promise<(typeof vehicles.$inferSelect)[]> {
  const busy = on
    .select({ one: sql`1` })
    .from(trips)
    .where(
      and(
        eq(trips.vehicleId, vehicles.id),
        eq(trips.plannedFor, asked.day),
        eq(trips.state, "planned"),
        asked.callOffId === null ? undefined : ne(trips.callOffId, asked.callOffId),
      ),
    );
  const riding = on
    .select({ one: sql`1` })
    .from(rides)
    .where(
      and(
        eq(rides.vehicleId, vehicles.id),
        eq(rides.deliveryDay, asked.day),
        inArray(rides.state, ["asked", "fixed"]),
      ),
    );
  return on
    .select()
    .from(vehicles)
    .where(
      and(
        inArray(vehicles.organisationId, [...asked.ownerIds]),
        isNull(vehicles.retiredAt),
        sql`not exists ${busy}`,
        sql`not exists ${riding}`,
      ),
    )
    .orderBy(asc(vehicles.id));
}
