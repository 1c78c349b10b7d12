import { eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import { type Point, pointOf, roadMetresBetween } from "../regions/distance.ts";
import { laneBetween } from "../regions/lane-reads.server.ts";
import { asNumber, asText, parametersOn } from "../regions/parameter-reads.server.ts";
import { cityCodeOf } from "../regions/region.ts";
import { regionByCode } from "../regions/region-reads.server.ts";
import type { Pace } from "./stop-order.ts";
import { coldestOf, type StorageClass, storageOnTheRoad } from "./vehicle-fit.ts";

export type TripGround = {
  readonly gate: Point | null;
  /** The city it goes to. */
  readonly destinationCityCode: string;
  readonly lineHaulMetres: number;
  readonly freightRupiahPerTonne: bigint;
  /** Only weight fills a vehicle that is measured by weight. */
  readonly isWeighed: boolean;
  /** How cold the goods have to be kept, and no warmer than the vehicle that the call-off asks for. */
  readonly storageClass: StorageClass;
  readonly pace: Pace;
  /** How long a driver may be at the wheel while he fetches, where the vehicle does not say. */
  readonly drivingMinutesMax: number;
};

/** What the trips of a call-off lean on: where the gate is, how far the buyer, what the contract pays for freight, and how fast they go. */
export async function tripGround(callOff: CallOffFacts, day: BusinessDay, on: Executor): Promise<TripGround> {
  const [row] = await on
    .select({
      destinationRegionCode: contracts.destinationRegionCode,
      freightRupiahPerTonne: contracts.freightRupiahPerTonne,
      baseUnit: commodities.baseUnit,
      storageClass: commodities.storageClass,
      hubCityCode: organisations.cityCode,
    })
    .from(contracts)
    .innerJoin(commodities, eq(commodities.code, callOff.commodityCode))
    .innerJoin(organisations, eq(organisations.id, contracts.hubId))
    .where(eq(contracts.id, callOff.contractId));
  invariant(row, "a call-off has a contract");
  const gate = (await placesOf([callOff.hubId], on)).get(callOff.hubId) ?? null;
  return {
    gate,
    destinationCityCode: cityCodeOf(row.destinationRegionCode) ?? row.destinationRegionCode,
    lineHaulMetres: await lineHaul(row.hubCityCode, row.destinationRegionCode, gate, day, on),
    freightRupiahPerTonne: row.freightRupiahPerTonne,
    isWeighed: row.baseUnit === "g",
    storageClass: storageOnTheRoad(row.storageClass, callOff.cooling),
    ...(await paceAt(callOff.hubId, day, on)),
  };
}

/** The ground of trips that go the same way in one vehicle: as cold as the coldest of them. */
export function coldestGround(grounds: readonly TripGround[]): TripGround {
  const [first] = grounds;
  invariant(first, "somebody goes along");
  return { ...first, storageClass: coldestOf(grounds.map((ground) => ground.storageClass)) };
}

/** How trips that leave an organisation's gate on a day are planned, by the rules of its place. */
export async function paceAt(
  hubId: string,
  day: BusinessDay,
  on: Executor,
): Promise<{ readonly pace: Pace; readonly drivingMinutesMax: number }> {
  const hub = await organisationById(hubId, on);
  invariant(hub, `${hubId} is an organisation`);
  const keys = [
    "trips.road_kmh",
    "trips.stop_minutes",
    "trips.starts_at",
    "trips.driving_minutes_max",
  ] as const;
  const rules = await parametersOn(on, keys, { regionCode: hub.regionCode, day });
  const number = (key: (typeof keys)[number]) => asNumber(key, rules[key]);
  const [hour, minute] = asText("trips.starts_at", rules["trips.starts_at"]).split(":").map(Number);
  return {
    pace: {
      metresPerMinute: (number("trips.road_kmh") * 1_000) / 60,
      stopMinutes: number("trips.stop_minutes"),
      startMinute: (hour ?? 0) * 60 + (minute ?? 0),
    },
    drivingMinutesMax: number("trips.driving_minutes_max"),
  };
}

/** The known lane between the two cities, else a guess by road; 0 where not even the places are known. */
async function lineHaul(
  fromCityCode: string,
  destinationRegionCode: string,
  gate: Point | null,
  day: BusinessDay,
  on: Executor,
): Promise<number> {
  const toCityCode = cityCodeOf(destinationRegionCode);
  const lane = toCityCode === null ? null : await laneBetween(fromCityCode, toCityCode, day, on);
  if (lane) return lane.distanceMetres;
  const destination = await regionByCode(destinationRegionCode, on);
  const city = toCityCode === null ? null : await regionByCode(toCityCode, on);
  const there = (destination && pointOf(destination)) ?? (city && pointOf(city));
  return gate && there ? roadMetresBetween(gate, there) : 0;
}
