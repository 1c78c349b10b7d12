import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { timeZones } from "#app/kernel/calendar.ts";
import { correctionHasReason, day, id, oneOf, rupiah, word, written } from "./columns.ts";

/** Kemendagri regions: 35, 35.72, 35.72.01, 35.72.01.1006. Names collide; codes do not. */
export const regions = pgTable(
  "regions",
  {
    code: text().primaryKey(),
    /** 1 province, 2 city or regency, 3 district, 4 village or kelurahan. */
    level: smallint().notNull(),
    name: text().notNull(),
    parentCode: text(),
    timeZone: word(timeZones).notNull(),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
  },
  (t) => [
    index("regions_parent").on(t.parentCode),
    index("regions_name").on(sql`lower(${t.name}) text_pattern_ops`),
    check("regions_level", sql`${t.level} between 1 and 4`),
    check("regions_time_zone", oneOf(t.timeZone, timeZones)),
  ],
);

/**
 * A road or sea lane between two cities, with what it costs and how long it takes. Rows are written once: of one lane the
 * row that began last holds, and a wrong row is answered by one that corrects it.
 */
export const lanes = pgTable(
  "lanes",
  {
    id: id().primaryKey(),
    fromRegionCode: text()
      .notNull()
      .references(() => regions.code),
    toRegionCode: text()
      .notNull()
      .references(() => regions.code),
    distanceMetres: integer().notNull(),
    transitDays: integer().notNull(),
    freightRupiahPerTonne: rupiah().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
    source: text().notNull(),
    ...written(),
    /** The wrong row in whose place this one stands. */
    correctsId: id().references((): AnyPgColumn => lanes.id),
  },
  (t) => [
    uniqueIndex("lanes_corrects").on(t.correctsId),
    check("lanes_correction", correctionHasReason(t)),
    uniqueIndex("lanes_from")
      .on(t.fromRegionCode, t.toRegionCode, t.validFrom)
      .where(sql`corrects_id is null`),
    check("lanes_cost", sql`${t.freightRupiahPerTonne} >= 0 and ${t.distanceMetres} >= 0`),
  ],
);

/**
 * Rates, caps, thresholds and terms: every rule that a government or a charter may change is a dated row with a source.
 * Rows are written once: of one rule in one place the row that began last holds, so a new value closes the one before; a
 * wrong row is answered by one that corrects it.
 */
export const parameters = pgTable(
  "parameters",
  {
    id: id().primaryKey(),
    key: text().notNull(),
    /** Null: everywhere; otherwise a region and all below it. */
    regionCode: text().references(() => regions.code),
    value: jsonb().$type<string | number | boolean | readonly (string | number)[]>().notNull(),
    validFrom: day().notNull(),
    /** Only for a rule that ends by itself; else the next one closes it. */
    validTo: day(),
    source: text().notNull(),
    /** The source asks to be checked before it is relied on; screens show a warning. */
    needsChecking: boolean().notNull().default(false),
    ...written(),
    /** The wrong row in whose place this one stands. */
    correctsId: id().references((): AnyPgColumn => parameters.id),
  },
  (t) => [
    uniqueIndex("parameters_corrects").on(t.correctsId),
    check("parameters_correction", correctionHasReason(t)),
    uniqueIndex("parameters_key")
      .on(t.key, sql`coalesce(${t.regionCode}, '')`, t.validFrom)
      .where(sql`corrects_id is null`),
  ],
);
