import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { bigint, boolean, customType, date, text, timestamp } from "drizzle-orm/pg-core";
import type { BusinessDay } from "#app/kernel/calendar.ts";

/** Column kinds of the house: one word for each sort of thing that a table may hold. */

export const id = () => text();
/** Whole rupiah. */
export const rupiah = () => bigint({ mode: "bigint" });
/** Hundredths of a rupiah, where a bank counts them. */
export const sen = () => bigint({ mode: "bigint" });
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

/** What a dated figure tells of its own writing: when, by whom and, where it stands in the place of a wrong one, why. */
export const written = () => ({
  recordedAt: moment(),
  recordedBy: text(),
  reason: text(),
  /** The wrong row should never have been: nothing stands in its place. */
  annuls: boolean().notNull().default(false),
});

/** A row that corrects gives a reason, one that corrects nothing gives none, and only a correction annuls. */
export function correctionHasReason(t: {
  readonly correctsId: AnyColumn;
  readonly reason: AnyColumn;
  readonly annuls: AnyColumn;
}): SQL {
  return sql`(${t.correctsId} is null) = (${t.reason} is null) and (not ${t.annuls} or ${t.correctsId} is not null)`;
}
