import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { addDays, type BusinessDay, dayOf, nextBankingDay } from "#app/kernel/calendar.ts";
import { Forbidden, Missing, RuleBroken } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { consignmentLines, consignmentSettlements, consignments } from "#db/schema/consignment.ts";
import { issueDocument } from "../documents/issue-document.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { bankHolidays } from "../regions/bank-holiday-reads.server.ts";
import { maySettleConsignments } from "./consignment.policy.ts";
import { SettleConsignment } from "./consignment.schema.ts";
import { lastPeriodEnd, settlementOf } from "./consignment.ts";
import { consignmentStatementFacts } from "./consignment-paper-reads.server.ts";
import { consignorIdOf, unsettledLines } from "./settlement-reads.server.ts";

/**
 * Gathers what a keeper owes one consignor for a period that is over, and says when it is paid: sales, less what was taken back,
 * and losses beside them. Once: asked again, it answers with the same settlement. Refuses a period that is not over
 * (`consignment.periodOpen`), and one that comes to nothing or less (`consignment.nothingToSettle`): its lines wait for the next.
 * The Nota Perhitungan is issued with it.
 */
export const settleConsignment = command({
  name: "consignment.settle",
  input: SettleConsignment,
  isolation: "read committed",
  permit: async (_tx, call, { keeperId }) => {
    if (!maySettleConsignments(call.actor, { keeperId })) throw new Forbidden("consignment.forbidden");
  },
  run: async (tx, call, { endsOn, ...account }) => {
    const { keeperId, consignorId, period } = account;
    // Whoever settles the same account at the same moment waits here, and then sees this settlement.
    const own = await hold(
      tx,
      consignments,
      and(
        eq(consignments.keeperId, keeperId),
        eq(consignorIdOf, consignorId),
        eq(consignments.period, period),
        eq(consignments.state, "held"),
      ),
      asc(consignments.id),
    );
    const [first] = own;
    if (!first) throw new Missing("consignment.missing");
    const today = dayOf(call.at, await clockOf(keeperId, tx));
    if (endsOn >= today || lastPeriodEnd(period, addDays(endsOn, 1)) !== endsOn)
      throw new RuleBroken("consignment.periodOpen", { day: endsOn });
    const { consignorProducerId, consignorOrganisationId } = first;
    const before = await settledBefore(tx, first);
    const same = before.find((one) => one.endsOn === endsOn);
    if (same) return { settlementId: same.id };
    const lines = await unsettledLines(account, endsOn, tx);
    const sums = settlementOf(lines);
    if (sums.payableRupiah <= 0n) throw new RuleBroken("consignment.nothingToSettle");
    const last = before.find((one) => one.endsOn < endsOn);
    const settlementId = newId("consignmentSettlement");
    const settlement = {
      keeperId,
      consignorProducerId,
      consignorOrganisationId,
      startsOn: last ? addDays(last.endsOn, 1) : (lines[0]?.onDay ?? endsOn),
      endsOn,
      dueOn: dueOf(endsOn, own, await bankHolidays(tx)),
      ...sums,
    };
    await tx
      .insert(consignmentSettlements)
      .values({ id: settlementId, ...settlement, period, settledAt: call.at });
    await tx
      .update(consignmentLines)
      .set({ settlementId })
      .where(
        inArray(
          consignmentLines.id,
          lines.map((line) => line.id),
        ),
      );
    await issueDocument(tx, call, {
      organisationId: keeperId,
      kind: "NPK",
      subjectId: settlementId,
      facts: await consignmentStatementFacts(tx, call, settlement, { lines, issuedOn: today }),
      on: today,
      readers: consignorOrganisationId === null ? [] : [consignorOrganisationId],
    });
    return { settlementId };
  },
});

/** Where several days to pay were agreed, the earliest holds for all of the period. */
function dueOf(
  endsOn: BusinessDay,
  own: readonly { readonly payDays: number }[],
  holidays: ReadonlySet<string>,
): BusinessDay {
  return nextBankingDay(addDays(endsOn, Math.min(...own.map((one) => one.payDays))), holidays);
}

/** The settlements of an account, the newest first. */
async function settledBefore(tx: Transaction, account: typeof consignments.$inferSelect) {
  const { keeperId, period, consignorProducerId, consignorOrganisationId } = account;
  return tx
    .select()
    .from(consignmentSettlements)
    .where(
      and(
        eq(consignmentSettlements.keeperId, keeperId),
        eq(consignmentSettlements.period, period),
        consignorProducerId === null
          ? eq(consignmentSettlements.consignorOrganisationId, consignorOrganisationId ?? "")
          : eq(consignmentSettlements.consignorProducerId, consignorProducerId),
      ),
    )
    .orderBy(desc(consignmentSettlements.endsOn));
}
