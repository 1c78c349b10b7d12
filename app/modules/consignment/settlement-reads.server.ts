import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { consignmentLines, consignments } from "#db/schema/consignment.ts";
import type { SettlementPeriod } from "./consignment.ts";

export type AccountToSettle = {
  readonly keeperId: string;
  readonly consignorId: string;
  readonly period: SettlementPeriod;
  /** The day of its first line that nobody settled. */
  readonly firstOn: BusinessDay;
};

/** Whoever's goods they are, by one id. */
export const consignorIdOf = sql<string>`coalesce(${consignments.consignorProducerId}, ${consignments.consignorOrganisationId})`;

/** The accounts of keepers and consignors, by period, with lines that are not settled. */
export async function accountsToSettle(on: Executor = db()): Promise<AccountToSettle[]> {
  return on
    .select({
      keeperId: consignments.keeperId,
      consignorId: consignorIdOf,
      period: consignments.period,
      firstOn: sql<BusinessDay>`min(${consignmentLines.onDay})::text`,
    })
    .from(consignmentLines)
    .innerJoin(consignments, eq(consignments.id, consignmentLines.consignmentId))
    .where(isNull(consignmentLines.settlementId))
    .groupBy(consignments.keeperId, consignorIdOf, consignments.period)
    .orderBy(asc(consignments.keeperId), asc(consignorIdOf), asc(consignments.period));
}

/** The lines of one account up to a day that nobody settled, the oldest first. */
export async function unsettledLines(
  account: { readonly keeperId: string; readonly consignorId: string; readonly period: SettlementPeriod },
  endsOn: BusinessDay,
  on: Executor = db(),
): Promise<(typeof consignmentLines.$inferSelect)[]> {
  const rows = await on
    .select({ line: consignmentLines })
    .from(consignmentLines)
    .innerJoin(consignments, eq(consignments.id, consignmentLines.consignmentId))
    .where(
      and(
        eq(consignments.keeperId, account.keeperId),
        eq(consignorIdOf, account.consignorId),
        eq(consignments.period, account.period),
        isNull(consignmentLines.settlementId),
        sql`${consignmentLines.onDay} <= ${endsOn}`,
      ),
    )
    .orderBy(asc(consignmentLines.onDay), asc(consignmentLines.id));
  return rows.map(({ line }) => line);
}
