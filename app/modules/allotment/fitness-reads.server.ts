import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Executor } from "#db/client.server.ts";
import { disputedKoperasi } from "#db/schema/allotment.ts";
import { grades, listings } from "#db/schema/catalogue.ts";
import { organisations, verificationPapers } from "#db/schema/identity.ts";
import { lanes, regions } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";
import { hasLivingLicences } from "../catalogue/market-reads.server.ts";
import type { CallOffFacts, Capacity } from "../contracts/call-off-reads.server.ts";
import type { PaperKind } from "../identity/organisation.schema.ts";
import { parameterOn } from "../regions/parameter-reads.server.ts";
import type { Fitness } from "./exclusion.ts";

/** Licences that goods demand, each by a dated rule that lists commodities. */
const demanded: readonly { readonly rule: string; readonly kind: PaperKind }[] = [
  { rule: "trade.hygiene_certificate_for", kind: "hygiene_certificate" },
  { rule: "trade.halal_certificate_for", kind: "halal_certificate" },
];

/** What is known on the day of a wave of the koperasi that were asked to share in it, by koperasi id. */
export async function fitnessOf(
  wave: CallOffFacts,
  capacities: readonly Capacity[],
  hub: { readonly regionCode: string; readonly cityCode: string },
  on: Executor,
): Promise<Map<string, Fitness>> {
  if (capacities.length === 0) return new Map();
  const kinds: PaperKind[] = [];
  for (const { rule, kind } of demanded) {
    const goods = await parameterOn(on, rule, { regionCode: hub.regionCode, day: wave.deliveryDay });
    if (Array.isArray(goods) && goods.includes(wave.commodityCode)) kinds.push(kind);
  }
  const rows = await on
    .select({
      id: organisations.id,
      state: organisations.state,
      isLicensed: hasLivingLicences(wave.deliveryDay),
      hasPapers: hasPapers(kinds),
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

function hasPapers(kinds: readonly PaperKind[]): SQL<boolean> {
  if (kinds.length === 0) return sql<boolean>`true`;
  return sql<boolean>`(select count(distinct p.kind) from ${verificationPapers} p
    where p.organisation_id = ${organisations.id} and ${inArray(sql`p.kind`, [...kinds])}) = ${kinds.length}`;
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
