import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { consignmentLines, consignmentSettlements, consignments } from "#db/schema/consignment.ts";
import { payouts } from "#db/schema/payments.ts";
import { byAge } from "./consignor-dues.ts";

/** How far back settlements are shown; sums go back to the beginning. */
const SHOWN_MAX = 30;

export type SettlementShown = {
  readonly settlementId: string;
  readonly startsOn: BusinessDay;
  readonly endsOn: BusinessDay;
  readonly dueOn: BusinessDay;
  readonly payableRupiah: Rupiah;
  readonly paidOn: BusinessDay | null;
};

export type ConsignorDues = {
  /** Sold or lost and not settled yet; below nothing when more was taken back. */
  readonly runningRupiah: Rupiah;
  /** Settled and not paid. */
  readonly openRupiah: Rupiah;
  readonly settlements: readonly SettlementShown[];
};

const isPaid = and(eq(payouts.settlementId, consignmentSettlements.id), eq(payouts.state, "confirmed"));

async function runningOf(keeperId: string, producerId: string | null, on: Executor): Promise<Rupiah> {
  const [row] = await on
    .select({ sum: sql<string>`coalesce(sum(${consignmentLines.shareRupiah}), 0)::text` })
    .from(consignmentLines)
    .innerJoin(consignments, eq(consignments.id, consignmentLines.consignmentId))
    .where(
      and(
        eq(consignments.keeperId, keeperId),
        isNull(consignmentLines.settlementId),
        producerId === null ? undefined : eq(consignments.consignorProducerId, producerId),
      ),
    );
  return BigInt(row?.sum ?? "0");
}

/** What a keeper owes one producer for goods in custody, and what it paid, the newest period first. */
export async function consignorDues(
  keeperId: string,
  producerId: string,
  on: Executor = db(),
): Promise<ConsignorDues> {
  const settlements = await on
    .select({
      settlementId: consignmentSettlements.id,
      startsOn: consignmentSettlements.startsOn,
      endsOn: consignmentSettlements.endsOn,
      dueOn: consignmentSettlements.dueOn,
      payableRupiah: consignmentSettlements.payableRupiah,
      paidOn: payouts.settledOn,
    })
    .from(consignmentSettlements)
    .leftJoin(payouts, isPaid)
    .where(
      and(
        eq(consignmentSettlements.keeperId, keeperId),
        eq(consignmentSettlements.consignorProducerId, producerId),
      ),
    )
    .orderBy(desc(consignmentSettlements.endsOn), desc(consignmentSettlements.id));
  return {
    runningRupiah: await runningOf(keeperId, producerId, on),
    openRupiah: sumOf(settlements.filter((one) => one.paidOn === null).map((one) => one.payableRupiah)),
    settlements: settlements.slice(0, SHOWN_MAX),
  };
}

/** What a keeper owes all of its consignors, by age. */
export async function agesOfConsignments(keeperId: string, today: BusinessDay, on: Executor = db()) {
  const open = await on
    .select({ dueOn: consignmentSettlements.dueOn, payableRupiah: consignmentSettlements.payableRupiah })
    .from(consignmentSettlements)
    .leftJoin(payouts, isPaid)
    .where(and(eq(consignmentSettlements.keeperId, keeperId), isNull(payouts.id)));
  return byAge(open, await runningOf(keeperId, null, on), today);
}
