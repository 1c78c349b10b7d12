import { and, asc, desc, eq, gte, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { byGoodsClass, type GoodsClass, goodsClasses } from "#app/kernel/goods-class.ts";
import { db, type Executor } from "#db/client.server.ts";
import { parameters } from "#db/schema/regions.ts";
import { standing } from "#db/written-once.ts";
import { type ClassedRule, particularRule } from "./parameter.ts";
import { ancestryOf } from "./region.ts";

export type ParameterValue = typeof parameters.$inferSelect.value;

/** Where and when a rule is asked for; without a region, the rule that holds everywhere. */
export type ParameterScope = { readonly regionCode?: string; readonly day: BusinessDay };

function holdsIn(scope: ParameterScope): SQL | undefined {
  const everywhere = isNull(parameters.regionCode);
  const where =
    scope.regionCode === undefined
      ? everywhere
      : or(everywhere, inArray(parameters.regionCode, ancestryOf(scope.regionCode)));
  return and(
    standing(parameters),
    where,
    lte(parameters.validFrom, scope.day),
    or(isNull(parameters.validTo), gte(parameters.validTo, scope.day)),
  );
}

/**
 * The values in force of several rules at once, by key. The nearest region wins, then the latest start. Refuses with
 * `regions.parameterMissing` when a rule has no value there and then.
 */
export async function parametersOn<Key extends string>(
  on: Executor,
  keys: readonly Key[],
  scope: ParameterScope,
): Promise<Readonly<Record<Key, ParameterValue>>> {
  const found = await sourcedParametersOn(on, keys, scope);
  return Object.fromEntries(keys.map((key) => [key, found[key].value])) as Record<Key, ParameterValue>;
}

export type SourcedValue = {
  readonly value: ParameterValue;
  readonly source: string;
  readonly validFrom: BusinessDay;
};

/** As `parametersOn`, each with the paper it stands in, and since when it holds. */
export async function sourcedParametersOn<Key extends string>(
  on: Executor,
  keys: readonly Key[],
  scope: ParameterScope,
): Promise<Readonly<Record<Key, SourcedValue>>> {
  const rows = await on
    .selectDistinctOn([parameters.key], {
      key: parameters.key,
      value: parameters.value,
      source: parameters.source,
      validFrom: parameters.validFrom,
    })
    .from(parameters)
    .where(and(inArray(parameters.key, [...keys]), holdsIn(scope)))
    .orderBy(
      asc(parameters.key),
      sql`length(${parameters.regionCode}) desc nulls last`,
      desc(parameters.validFrom),
    );
  const found = new Map(rows.map(({ key, ...sourced }) => [key, sourced]));
  const values = {} as Record<Key, SourcedValue>;
  for (const key of keys) {
    const value = found.get(key);
    if (value === undefined) throw new RuleBroken("regions.parameterMissing", { key, day: scope.day });
    values[key] = value;
  }
  return values;
}

/** The value in force of one rule; as `parametersOn`. */
export async function parameterOn(on: Executor, key: string, scope: ParameterScope): Promise<ParameterValue> {
  const values = await parametersOn(on, [key], scope);
  return values[key] as ParameterValue;
}

export async function numberParameter(on: Executor, key: string, scope: ParameterScope): Promise<number> {
  return asNumber(key, await parameterOn(on, key, scope));
}

/**
 * What a rule says of each class of goods. The nearest region wins; of what is said there, what is said of the class alone goes
 * before what is said of all goods, and then the latest start. As `numberParameter` where nothing is said of all goods.
 */
export async function numberByGoodsClass(
  on: Executor,
  key: ClassedRule,
  scope: ParameterScope,
): Promise<Readonly<Record<GoodsClass, number>>> {
  const keys = [key, ...goodsClasses.map((one) => particularRule(key, one))];
  const rows = await on
    .select({ key: parameters.key, value: parameters.value, regionCode: parameters.regionCode })
    .from(parameters)
    .where(and(inArray(parameters.key, keys), holdsIn(scope)))
    .orderBy(
      sql`length(${parameters.regionCode}) desc nulls last`,
      desc(sql`length(${parameters.key})`),
      desc(parameters.validFrom),
    );
  return byGoodsClass((one) => {
    const found = rows.find((row) => row.key === key || row.key === particularRule(key, one));
    if (!found) throw new RuleBroken("regions.parameterMissing", { key, day: scope.day });
    return asNumber(key, found.value);
  });
}

/** The value in force of one rule in many places at once, by region; as `numberParameter` for each of them. */
export async function numberParameters(
  on: Executor,
  key: string,
  scope: { readonly regionCodes: readonly string[]; readonly day: BusinessDay },
): Promise<ReadonlyMap<string, number>> {
  const rows = await on.execute<{ code: string; value: ParameterValue }>(sql`
    select distinct on (place.code) place.code, ${parameters.value} as value
    from unnest(${sql.param([...scope.regionCodes])}::text[]) as place (code)
    join ${parameters} on ${parameters.key} = ${key} and ${standing(parameters)}
      and (${parameters.regionCode} is null or place.code = ${parameters.regionCode} or place.code like ${parameters.regionCode} || '.%')
      and ${parameters.validFrom} <= ${scope.day}::date and (${parameters.validTo} is null or ${parameters.validTo} >= ${scope.day}::date)
    order by place.code, length(${parameters.regionCode}) desc nulls last, ${parameters.validFrom} desc`);
  const values = new Map(rows.map((row) => [row.code, asNumber(key, row.value)]));
  if (!scope.regionCodes.every((code) => values.has(code)))
    throw new RuleBroken("regions.parameterMissing", { key, day: scope.day });
  return values;
}

/** The values in force of several rules in one place on several days, by day; as `parametersOn` for each of them. */
export async function parametersOnDays<Key extends string>(
  on: Executor,
  keys: readonly Key[],
  scope: { readonly regionCode: string; readonly days: readonly BusinessDay[] },
): Promise<ReadonlyMap<BusinessDay, Readonly<Record<Key, ParameterValue>>>> {
  const rows = await on.execute<{ day: BusinessDay; key: Key; value: ParameterValue }>(sql`
    select distinct on (asked.day, ${parameters.key}) asked.day, ${parameters.key} as key, ${parameters.value} as value
    from unnest(${sql.param([...new Set(scope.days)])}::text[]) as asked (day)
    join ${parameters} on ${inArray(parameters.key, [...keys])} and ${standing(parameters)}
      and (${parameters.regionCode} is null or ${inArray(parameters.regionCode, ancestryOf(scope.regionCode))})
      and ${parameters.validFrom} <= asked.day::date and (${parameters.validTo} is null or ${parameters.validTo} >= asked.day::date)
    order by asked.day, ${parameters.key}, length(${parameters.regionCode}) desc nulls last, ${parameters.validFrom} desc`);
  const values = new Map<BusinessDay, Map<Key, ParameterValue>>(scope.days.map((day) => [day, new Map()]));
  for (const row of rows) values.get(row.day)?.set(row.key, row.value);
  return new Map(
    [...values].map(([day, found]) => {
      const missing = keys.find((key) => !found.has(key));
      if (missing !== undefined) throw new RuleBroken("regions.parameterMissing", { key: missing, day });
      return [day, Object.fromEntries(found) as Record<Key, ParameterValue>];
    }),
  );
}

export async function textParameter(on: Executor, key: string, scope: ParameterScope): Promise<string> {
  return asText(key, await parameterOn(on, key, scope));
}

/** The value as a number; refuses with `regions.parameterKind` when it is something else. */
export function asNumber(key: string, value: ParameterValue): number {
  if (typeof value !== "number") throw new RuleBroken("regions.parameterKind", { key });
  return value;
}

export function asText(key: string, value: ParameterValue): string {
  if (typeof value !== "string") throw new RuleBroken("regions.parameterKind", { key });
  return value;
}

export function asFlag(key: string, value: ParameterValue): boolean {
  if (typeof value !== "boolean") throw new RuleBroken("regions.parameterKind", { key });
  return value;
}

export type ParameterRow = typeof parameters.$inferSelect;

/** What holds on a day: the row of every rule and place that began last, by key. */
export async function parametersInForce(day: BusinessDay, on: Executor = db()): Promise<ParameterRow[]> {
  return on
    .selectDistinctOn([parameters.key, parameters.regionCode])
    .from(parameters)
    .where(
      and(
        standing(parameters),
        lte(parameters.validFrom, day),
        or(isNull(parameters.validTo), gte(parameters.validTo, day)),
      ),
    )
    .orderBy(asc(parameters.key), asc(parameters.regionCode), desc(parameters.validFrom));
}

const correction = alias(parameters, "correcting_parameter");

function recordedParameters(on: Executor) {
  return on
    .select({ parameter: parameters, correctedBy: correction.id })
    .from(parameters)
    .leftJoin(correction, eq(correction.correctsId, parameters.id))
    .$dynamic();
}

export type RecordedParameter = Awaited<ReturnType<typeof recordedParameters>>[number];

/** Everything that was ever written of one rule, wherever it holds: everywhere first, and the newest first. */
export async function parameterRecord(key: string, on: Executor = db()): Promise<RecordedParameter[]> {
  return recordedParameters(on)
    .where(eq(parameters.key, key))
    .orderBy(sql`${parameters.regionCode} nulls first`, desc(parameters.validFrom), desc(parameters.id));
}

/** One written row, and what corrects it; null when there is none. */
export async function recordedParameter(id: string, on: Executor = db()): Promise<RecordedParameter | null> {
  const [row] = await recordedParameters(on).where(eq(parameters.id, id));
  return row ?? null;
}
