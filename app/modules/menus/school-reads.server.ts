import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { schools } from "#db/schema/menus.ts";

export type School = typeof schools.$inferSelect;

/** The places that a kitchen serves now, by name. */
export async function schoolsOf(organisationId: string, on: Executor = db()): Promise<School[]> {
  return on
    .select()
    .from(schools)
    .where(and(eq(schools.organisationId, organisationId), isNull(schools.servedTo)))
    .orderBy(asc(schools.name));
}

/** Every place that these kitchens ever served, by kitchen and name. */
export async function schoolsEverOf(kitchenIds: readonly string[], on: Executor = db()): Promise<School[]> {
  if (kitchenIds.length === 0) return [];
  return on
    .select()
    .from(schools)
    .where(inArray(schools.organisationId, [...kitchenIds]))
    .orderBy(asc(schools.organisationId), asc(schools.name));
}
