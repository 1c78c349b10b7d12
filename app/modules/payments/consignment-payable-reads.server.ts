import { and, asc, eq, isNull, notInArray, sql } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { consignmentSettlements } from "#db/schema/consignment.ts";
import { organisations } from "#db/schema/identity.ts";
import { payouts } from "#db/schema/payments.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { PAYABLES_MAX, type Payable } from "./payable-reads.server.ts";
import { payoutsWithoutEffect } from "./payment-lifecycle.ts";

const stands = notInArray(payouts.state, [...payoutsWithoutEffect]);

/** A settlement, held until the transaction ends, and whether its payout was asked for or made; null for none. */
export async function payableSettlement(settlementId: string, tx: LatestTransaction) {
  const [settlement] = await hold(tx, consignmentSettlements, eq(consignmentSettlements.id, settlementId));
  if (!settlement) return null;
  const asked = await tx
    .select({ id: payouts.id })
    .from(payouts)
    .where(and(eq(payouts.settlementId, settlementId), stands))
    .limit(1);
  return { ...settlement, isAsked: asked.length > 0 };
}

/** What a keeper owes its consignors for periods that were settled, the earliest day to pay first. */
export async function consignmentPayables(keeperId: string, on: Executor = db()): Promise<Payable[]> {
  const rows = await on
    .select({
      id: consignmentSettlements.id,
      name: sql<string>`coalesce(${producers.name}, ${organisations.name})`,
      about: consignmentSettlements.dueOn,
      dueRupiah: consignmentSettlements.payableRupiah,
    })
    .from(consignmentSettlements)
    .leftJoin(producers, eq(producers.id, consignmentSettlements.consignorProducerId))
    .leftJoin(organisations, eq(organisations.id, consignmentSettlements.consignorOrganisationId))
    .leftJoin(payouts, and(eq(payouts.settlementId, consignmentSettlements.id), stands))
    .where(and(eq(consignmentSettlements.keeperId, keeperId), isNull(payouts.id)))
    .orderBy(asc(consignmentSettlements.dueOn), asc(consignmentSettlements.id))
    .limit(PAYABLES_MAX);
  return rows.map((row) => ({ to: "consignment", ...row }));
}
