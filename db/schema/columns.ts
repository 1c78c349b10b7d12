import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { bigint, customType, date, text, timestamp } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";

/** Column kinds of the house: one word for each sort of thing that a table may hold. */

export const id = () => text();
/** Whole rupiah. */
export const rupiah = () => bigint({ mode: "bigint" });
/** Whole base units: grams, millilitres or pieces. */
export const baseQuantity = () => bigint({ mode: "bigint" });
export const moment = () => timestamp({ withTimezone: true, mode: "date" });
export const day = () => date({ mode: "string" }).$type<BusinessDay>();
/** Bytes as they are. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });
/** A word out of a list; the CHECK that repeats the list in the database is made with `oneOf`. */
export const word = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  text({ enum: words });

/** A CHECK that repeats a list of allowed words, made from the same array that the code uses. */
export function oneOf(column: AnyColumn, words: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;
}
