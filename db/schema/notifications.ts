import { index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { id, moment } from "./columns.ts";
import { organisations, persons } from "./identity.ts";

/** News for the people of an organisation. What they must do is computed from the truth; this is what they were told. */
export const notices = pgTable(
  "notices",
  {
    id: id().primaryKey(),
    organisationId: id()
      .notNull()
      .references(() => organisations.id),
    personId: id().references(() => persons.id),
    kind: text().notNull(),
    subjectId: id().notNull(),
    params: jsonb().$type<Record<string, string>>().notNull(),
    path: text().notNull(),
    createdAt: moment().notNull(),
    readAt: moment(),
  },
  (t) => [
    index("notices_organisation").on(t.organisationId, t.createdAt),
    uniqueIndex("notices_once").on(t.organisationId, t.kind, t.subjectId),
  ],
);
