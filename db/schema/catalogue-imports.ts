import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { tradeLevels } from "#app/modules/catalogue/price-yardstick.ts";
import { day, id, moment, oneOf, word } from "./columns.ts";
import { organisations, persons } from "./identity.ts";
import { storedFiles } from "./platform.ts";
import { regions } from "./regions.ts";

/**
 * A survey's file as somebody brought it: kept with its hash before any of its prices count, so that every price that came of it
 * can be held against the very cell. Its prices count once it is kept; what it corrected, it corrects once.
 */
export const priceImports = pgTable(
  "price_imports",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    regionCode: text()
      .notNull()
      .references(() => regions.code),
    source: text().notNull(),
    level: word(tradeLevels).notNull(),
    /** The day of those prices that name none. */
    givenDay: day(),
    fileId: id()
      .notNull()
      .unique("price_imports_file")
      .references(() => storedFiles.id),
    broughtBy: id()
      .notNull()
      .references(() => persons.id),
    broughtAt: moment().notNull(),
    /** When its prices last came to count; null while it was only looked at. */
    keptAt: moment(),
    recorded: integer().notNull().default(0),
    corrected: integer().notNull().default(0),
  },
  (t) => [
    index("price_imports_region").on(t.regionCode, t.broughtAt),
    check("price_imports_level", oneOf(t.level, tradeLevels)),
    check("price_imports_counts", sql`${t.recorded} >= 0 and ${t.corrected} >= 0`),
    check("price_imports_kept", sql`${t.keptAt} is not null or (${t.recorded} = 0 and ${t.corrected} = 0)`),
  ],
);
