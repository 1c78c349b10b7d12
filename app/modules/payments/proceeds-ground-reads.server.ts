import { and, between, desc, eq, inArray, isNull, ne, notExists, or, type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { assignmentProceeds, receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import { payments } from "#db/schema/payments.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import { isProceedsLike, PROCEEDS_DAYS } from "./bank-proceeds.ts";
import type { StatedProceeds } from "./bank-suggestion.ts";
import { standingPayments } from "./payment-lifecycle.ts";

/** More wait for no line of a bank. */
const SHOWN_MAX = 200;
const standing = inArray(assignmentProceeds.state, ["stated", "acknowledged"]);

/** Whether the money came to the organisation, by which side of the assignment it is. */
const cameTo = (organisationId: string): SQL<boolean> =>
  sql<boolean>`((${receivableAssignments.sellerId} = ${organisationId}) = (${assignmentProceeds.direction} = 'given'))`;

/**
 * What seller and assignee said went between them and no line of the bank of `organisationId`, which is one of the two, is known for: of
 * these days and the days around them, the latest first.
 */
export async function unmatchedProceeds(
  organisationId: string,
  days: { readonly from: BusinessDay; readonly until: BusinessDay },
  on: Executor = db(),
): Promise<StatedProceeds[]> {
  const rows = await on
    .select({
      proceedsId: assignmentProceeds.id,
      came: cameTo(organisationId),
      moneyRupiah: assignmentProceeds.moneyRupiah,
      reference: assignmentProceeds.bankReference,
      paidOn: assignmentProceeds.paidOn,
      state: assignmentProceeds.state,
      number: invoices.number,
      institution: receivableAssignments.institution,
      name: organisations.name,
      shortName: organisations.shortName,
      accountHolder: organisations.bankAccountHolder,
    })
    .from(assignmentProceeds)
    .innerJoin(receivableAssignments, eq(receivableAssignments.id, assignmentProceeds.assignmentId))
    .innerJoin(invoices, eq(invoices.id, receivableAssignments.invoiceId))
    .leftJoin(
      organisations,
      sql`${organisations.id} = case ${receivableAssignments.sellerId} when ${organisationId} then ${receivableAssignments.holderId} else ${receivableAssignments.sellerId} end`,
    )
    .where(
      and(
        or(
          eq(receivableAssignments.sellerId, organisationId),
          eq(receivableAssignments.holderId, organisationId),
        ),
        standing,
        between(
          assignmentProceeds.paidOn,
          addDays(days.from, -PROCEEDS_DAYS),
          addDays(days.until, PROCEEDS_DAYS),
        ),
        notExists(
          on
            .select({ one: sql`1` })
            .from(bankMatches)
            .innerJoin(bankLines, eq(bankLines.id, bankMatches.lineId))
            .where(
              and(
                eq(bankMatches.proceedsId, assignmentProceeds.id),
                isNull(bankMatches.undoneAt),
                eq(bankLines.organisationId, organisationId),
              ),
            ),
        ),
      ),
    )
    .orderBy(desc(assignmentProceeds.id))
    .limit(SHOWN_MAX);
  return rows.map((row) => {
    const names = [row.name, row.shortName, row.accountHolder, row.institution];
    return {
      proceedsId: row.proceedsId,
      came: row.came,
      moneyRupiah: row.moneyRupiah,
      reference: row.reference,
      paidOn: row.paidOn,
      number: row.number ?? "",
      names: names.filter((name): name is string => name !== null),
      isBooked: row.state === "acknowledged",
    };
  });
}

type OpenMoney = { readonly amountSen: bigint; readonly restRupiah: Rupiah; readonly onDay: BusinessDay };

/** What seller and assignee said went, and this line of the own bank may be; none where another line is known for it. */
export async function proceedsLike(
  organisationId: string,
  { amountSen, ...line }: OpenMoney,
  on: Executor = db(),
): Promise<StatedProceeds[]> {
  const all = await unmatchedProceeds(organisationId, { from: line.onDay, until: line.onDay }, on);
  return all.filter((one) => isProceedsLike(one, { ...line, came: amountSen > 0n }));
}

type BookedLine = { readonly lineId: string; readonly onDay: BusinessDay; readonly words: string };

/**
 * A line of the own bank of the same rupiah and within days that was booked by hand, or waits to be: as a payment that was read from it, or as what
 * the bank did. What seller and assignee said went may stand in the books by it already. Null where there is none.
 */
export async function lineBookedLike(
  organisationId: string,
  said: Pick<StatedProceeds, "came" | "moneyRupiah" | "paidOn">,
  on: Executor = db(),
): Promise<BookedLine | null> {
  const sen = said.moneyRupiah * 100n;
  const [line] = await on
    .select({ lineId: bankLines.id, onDay: bankLines.onDay, words: bankLines.description })
    .from(bankLines)
    .innerJoin(bankMatches, eq(bankMatches.lineId, bankLines.id))
    .leftJoin(payments, eq(payments.id, bankMatches.paymentId))
    .where(
      and(
        eq(bankLines.organisationId, organisationId),
        ne(bankLines.state, "aside"),
        between(bankLines.onDay, addDays(said.paidOn, -PROCEEDS_DAYS), addDays(said.paidOn, PROCEEDS_DAYS)),
        eq(bankLines.amountSen, said.came ? sen : -sen),
        sql`not ('otherMoney' = any(${bankMatches.reasons}))`,
        or(
          and(eq(payments.bankLineId, bankLines.id), inArray(payments.state, [...standingPayments])),
          sql`(${bankMatches.booked} is not null and ${bankMatches.undoneAt} is null)`,
        ),
      ),
    )
    .orderBy(desc(bankLines.onDay), desc(bankLines.id))
    .limit(1);
  return line ?? null;
}
