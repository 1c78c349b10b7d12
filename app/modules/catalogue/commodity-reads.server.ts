import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { commodities, commodityUnits, grades } from "#db/schema/catalogue.ts";

export type Commodity = typeof commodities.$inferSelect;
type Grade = typeof grades.$inferSelect;
type CommodityUnit = typeof commodityUnits.$inferSelect;
/** A commodity with its grades, the best first, and its usual units, the default first. */
export type FullCommodity = Commodity & {
  readonly grades: readonly Grade[];
  readonly units: readonly CommodityUnit[];
};

/** Everything that is traded, by name. */
export async function fullCommodities(on: Executor = db()): Promise<FullCommodity[]> {
  const [rows, gradeRows, unitRows] = [
    await on.select().from(commodities).orderBy(asc(commodities.name)),
    await on.select().from(grades).orderBy(asc(grades.commodityCode), asc(grades.rank)),
    await on
      .select()
      .from(commodityUnits)
      .orderBy(
        asc(commodityUnits.commodityCode),
        sql`${commodityUnits.isDefault} desc`,
        asc(commodityUnits.basePerUnit),
      ),
  ];
  return rows.map((commodity) => ({
    ...commodity,
    grades: gradeRows.filter((grade) => grade.commodityCode === commodity.code),
    units: unitRows.filter((unit) => unit.commodityCode === commodity.code),
  }));
}

export async function commodityByCode(code: string, on: Executor = db()): Promise<Commodity | null> {
  const [row] = await on.select().from(commodities).where(eq(commodities.code, code));
  return row ?? null;
}

/** A grade of a commodity with the commodity itself, as orders and offers need them together. */
export type GradedCommodity = Commodity & {
  readonly gradeCode: string;
  readonly gradeName: string;
  readonly gradeRank: number;
};

/** The graded commodity, or null when there is no such grade. */
export async function gradedCommodity(
  commodityCode: string,
  gradeCode: string,
  on: Executor = db(),
): Promise<GradedCommodity | null> {
  const found = await gradedCommodities([{ commodityCode, gradeCode }], on);
  return found.get(gradeKey({ commodityCode, gradeCode })) ?? null;
}

export type GradeRef = { readonly commodityCode: string; readonly gradeCode: string };

export function gradeKey(ref: GradeRef): string {
  return `${ref.commodityCode}/${ref.gradeCode}`;
}

/** Several graded commodities at once, by `gradeKey`; unknown ones are left out. */
export async function gradedCommodities(
  refs: readonly GradeRef[],
  on: Executor = db(),
): Promise<Map<string, GradedCommodity>> {
  if (refs.length === 0) return new Map();
  const codes = [...new Set(refs.map((ref) => ref.commodityCode))];
  const rows = await on
    .select({
      commodity: commodities,
      gradeCode: grades.code,
      gradeName: grades.name,
      gradeRank: grades.rank,
    })
    .from(commodities)
    .innerJoin(grades, and(eq(grades.commodityCode, commodities.code)))
    .where(inArray(commodities.code, codes));
  return new Map(
    rows.map(({ commodity, ...grade }) => [
      gradeKey({ commodityCode: commodity.code, gradeCode: grade.gradeCode }),
      { ...commodity, ...grade },
    ]),
  );
}

/** A usual unit of a commodity by its name, or null. */
export async function unitOf(
  commodityCode: string,
  unit: string,
  on: Executor = db(),
): Promise<CommodityUnit | null> {
  const [row] = await on
    .select()
    .from(commodityUnits)
    .where(and(eq(commodityUnits.commodityCode, commodityCode), eq(commodityUnits.unit, unit)));
  return row ?? null;
}

/** The packs of these goods whose weight is known, in grams; none of goods of which no pack was weighed. */
export async function weighedPacks(
  commodityCodes: readonly string[],
  on: Executor = db(),
): Promise<(CommodityUnit & { readonly weightGrams: bigint })[]> {
  if (commodityCodes.length === 0) return [];
  const rows = await on
    .select()
    .from(commodityUnits)
    .where(inArray(commodityUnits.commodityCode, [...commodityCodes]));
  return rows.flatMap(({ weightGrams, ...row }) => (weightGrams === null ? [] : [{ ...row, weightGrams }]));
}
