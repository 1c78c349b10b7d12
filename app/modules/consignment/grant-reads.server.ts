import { aliasedTable, and, asc, eq, gte, isNull } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { sellingGrants } from "#db/schema/consignment-grants.ts";
import { organisations } from "#db/schema/identity.ts";
import { covers } from "./grant.ts";

const owner = aliasedTable(organisations, "owner");
const keeper = aliasedTable(organisations, "keeper");

/** More grants than this are not shown at once. */
const GRANTS_MAX = 200;

function standing(today: BusinessDay) {
  return and(isNull(sellingGrants.endedAt), gte(sellingGrants.validUntil, today));
}

function named(on: Executor) {
  return on
    .select({
      id: sellingGrants.id,
      ownerId: sellingGrants.ownerId,
      ownerName: owner.name,
      keeperName: keeper.name,
      goods: commodities.name,
      commissionMaxBasisPoints: sellingGrants.commissionMaxBasisPoints,
      validUntil: sellingGrants.validUntil,
    })
    .from(sellingGrants)
    .innerJoin(owner, eq(owner.id, sellingGrants.ownerId))
    .innerJoin(keeper, eq(keeper.id, sellingGrants.keeperId))
    .leftJoin(commodities, eq(commodities.code, sellingGrants.commodityCode))
    .orderBy(asc(keeper.name), asc(owner.name), asc(sellingGrants.id))
    .limit(GRANTS_MAX)
    .$dynamic();
}

/** Who may sell an organisation's goods onward, by name. */
export function grantsOf(ownerId: string, today: BusinessDay, on: Executor = db()) {
  return named(on).where(and(eq(sellingGrants.ownerId, ownerId), standing(today)));
}

/** Whose goods an organisation may sell onward without asking. */
export function grantsTo(keeperId: string, today: BusinessDay, on: Executor = db()) {
  return named(on).where(
    and(eq(sellingGrants.keeperId, keeperId), standing(today), eq(owner.state, "active")),
  );
}

/** Whether these goods of that owner are taken under a grant of its. */
export async function isGranted(
  taken: Parameters<typeof covers>[1] & { readonly ownerId: string; readonly keeperId: string },
  on: Executor,
): Promise<boolean> {
  const rows = await on
    .select()
    .from(sellingGrants)
    .where(
      and(
        eq(sellingGrants.ownerId, taken.ownerId),
        eq(sellingGrants.keeperId, taken.keeperId),
        standing(taken.today),
      ),
    );
  return rows.some((grant) => covers(grant, taken));
}
