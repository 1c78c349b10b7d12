import { type AnyColumn, and, asc, eq, inArray, ne, or, type SQL } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";

/**
 * True where the column names this organisation, or a kitchen that it stands behind as a foundation: whatever such a
 * kitchen buys and owes, its foundation sees and pays. Behind any other kind of organisation stands nobody.
 */
export function isOwnOrKitchens(column: AnyColumn, organisationId: string, on: Executor): SQL | undefined {
  const kitchens = on
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.foundationId, organisationId));
  return or(eq(column, organisationId), inArray(column, kitchens));
}

/** The foundation behind a kitchen; null where there is none. */
export async function foundationBehind(organisationId: string, on: Executor = db()): Promise<string | null> {
  const [row] = await on
    .select({ foundationId: organisations.foundationId })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  return row?.foundationId ?? null;
}

/** The other kitchens that stand behind the same foundation and may trade now, by name; none of a kitchen without one. */
export async function kitchensBeside(
  kitchenId: string,
  on: Executor = db(),
): Promise<{ readonly id: string; readonly name: string }[]> {
  const foundationId = await foundationBehind(kitchenId, on);
  if (foundationId === null) return [];
  return on
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(
      and(
        eq(organisations.foundationId, foundationId),
        eq(organisations.kind, "kitchen"),
        eq(organisations.state, "active"),
        ne(organisations.id, kitchenId),
      ),
    )
    .orderBy(asc(organisations.name), asc(organisations.id));
}

/** Whom what a buyer owes concerns: the buyer itself, and the foundation that pays for its kitchen. */
export async function payersOf(buyerId: string, on: Executor = db()): Promise<string[]> {
  return (await payersOfEach([buyerId], on)).get(buyerId) ?? [buyerId];
}

/** As `payersOf`, for several buyers, by buyer. */
export async function payersOfEach(
  buyerIds: readonly string[],
  on: Executor = db(),
): Promise<Map<string, string[]>> {
  const rows = await on
    .select({ id: organisations.id, foundationId: organisations.foundationId })
    .from(organisations)
    .where(inArray(organisations.id, [...new Set(buyerIds)]));
  return new Map(rows.map(({ id, foundationId }) => [id, foundationId === null ? [id] : [id, foundationId]]));
}
