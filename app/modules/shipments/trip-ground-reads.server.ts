import { eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { contracts } from "#db/schema/contracts.ts";
import { organisations } from "#db/schema/identity.ts";
import type { CallOffFacts } from "../contracts/call-off-reads.server.ts";
import { placesOf } from "../identity/place-reads.server.ts";
import { type Point, pointOf, roadMetresBetween } from "../regions/distance.ts";
import { laneBetween } from "../regions/lane-reads.server.ts";
import { cityCodeOf } from "../regions/region.ts";
import { regionByCode } from "../regions/region-reads.server.ts";

export type TripGround = {
  readonly gate: Point | null;
  readonly lineHaulMetres: number;
  readonly freightRupiahPerTonne: bigint;
  /** Only weight fills a vehicle that is measured by weight. */
  readonly isWeighed: boolean;
};

/** What the trip of a call-off leans on: where the gate is, how far the buyer, and what the contract pays for freight. */
export async function tripGround(callOff: CallOffFacts, day: BusinessDay, on: Executor): Promise<TripGround> {
  const [row] = await on
    .select({
      destinationRegionCode: contracts.destinationRegionCode,
      freightRupiahPerTonne: contracts.freightRupiahPerTonne,
      baseUnit: commodities.baseUnit,
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
    lineHaulMetres: await lineHaul(row.hubCityCode, row.destinationRegionCode, gate, day, on),
    freightRupiahPerTonne: row.freightRupiahPerTonne,
    isWeighed: row.baseUnit === "g",
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
