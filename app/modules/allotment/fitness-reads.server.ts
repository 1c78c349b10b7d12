import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { disputedKoperasi } from "#db/schema/allotment.ts";
import { grades, listings } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { lanes, regions } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";
import { hasLivingLicences } from "../catalogue/market-reads.server.ts";
import { papersNeeded } from "../catalogue/needed-paper-reads.server.ts";
import type { CallOffFacts, Capacity } from "../contracts/call-off-reads.server.ts";
import type { Fitness } from "./exclusion.ts";

/** What is known on the day of a wave of the koperasi that were asked to share in it, by koperasi id. */
export async function fitnessOf(
  wave: CallOffFacts,
  capacities: readonly Capacity[],
  hub: { readonly regionCode: string; readonly cityCode: string },
  on: Executor,
): Promise<Map<string, Fitness>> {
  if (capacities.length === 0) return new Map();
  // Of a call-off the rules of the trade center's region are asked, and one that was never handed in counts from the first.
  const needed = papersNeeded({
    commodityCode: sql`${wave.commodityCode}::text`,
    sellerId: organisations.id,
    regionCode: sql`${hub.regionCode}::text`,
    day: sql`${wave.deliveryDay}`,
  });
  const rows = await on
    .select({
      id: organisations.id,
      state: organisations.state,
      isLicensed: sql<boolean>`(${hasLivingLicences(wave.deliveryDay)} and not exists (
        select 1 from (${needed}) needed where needed.expires_on < ${wave.deliveryDay}))`,
      hasPapers: sql<boolean>`not exists (select 1 from (${needed}) needed where needed.paper_id is null)`,
      isOfGrade: isOfGrade(wave),
      isReached: isReached(hub.cityCode, wave.deliveryDay),
      isUndisputed: sql<boolean>`not exists (select 1 from ${disputedKoperasi} d
        where d.koperasi_id = ${organisations.id} and d.hub_id = ${wave.hubId} and d.until is null)`,
    })
    .from(organisations)
    .innerJoin(regions, eq(regions.code, organisations.cityCode))
    .where(
      inArray(
        organisations.id,
        capacities.map(({ koperasiId }) => koperasiId),
      ),
    );
  const facts = new Map(rows.map(({ id, ...known }) => [id, known]));
  return new Map(
    capacities.flatMap(({ koperasiId, keepsCold, willingness }) => {
      const known = facts.get(koperasiId);
      return known ? [[koperasiId, { ...known, keepsCold, willingness }]] : [];
    }),
  );
}

/** A better grade may stand in for a lesser one: rank 0 is the best. Who lists nothing is taken at its word. */
function isOfGrade({ commodityCode, gradeCode }: CallOffFacts): SQL<boolean> {
  const listed = sql`select 1 from ${listings} l join ${grades} g on g.commodity_code = l.commodity_code and g.code = l.grade_code
    where l.seller_id = ${organisations.id} and l.commodity_code = ${commodityCode} and l.state = 'open'`;
  return sql<boolean>`(not exists (${listed}) or exists (${listed} and g.rank <= (
    select wanted.rank from ${grades} wanted where wanted.commodity_code = ${commodityCode} and wanted.code = ${gradeCode})))`;
}

/** No lane was ever recorded between the two cities, or one of them is in force that day. */
function isReached(hubCityCode: string, day: string): SQL<boolean> {
  return sql<boolean>`(${organisations.cityCode} = ${hubCityCode} or coalesce((
    select bool_or(${lanes.validFrom} <= ${day} and (${lanes.validTo} is null or ${lanes.validTo} >= ${day}))
    from ${lanes} where ${lanes.fromRegionCode} = ${organisations.cityCode} and ${lanes.toRegionCode} = ${hubCityCode}
      and ${standing(lanes)}), true))`;
}
