import { aliasedTable, and, asc, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { type BusinessDay, isRealDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Page, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations, persons } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { assignmentProceeds, receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import { entries } from "#db/schema/ledger.ts";
import { payments, payouts } from "#db/schema/payments.ts";
import { bankLines } from "#db/schema/payments-bank.ts";
import { cardShares } from "#db/schema/payments-cards.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import type { LineFilter } from "./bank.schema.ts";
import { type BankBooking, type LineState, restOf } from "./bank-line.ts";
import { matchedRupiah } from "./settle-lines.server.ts";

export type LineSummary = {
  readonly id: string;
  readonly account: string;
  readonly onDay: BusinessDay;
  readonly description: string;
  readonly amountSen: bigint;
  readonly state: LineState;
  readonly reason: string | null;
  /** What nobody has matched yet, above nothing whichever way it went; null where sen are left. */
  readonly restRupiah: Rupiah | null;
};

const shown = {
  id: bankLines.id,
  account: bankLines.account,
  onDay: bankLines.onDay,
  description: bankLines.description,
  amountSen: bankLines.amountSen,
  state: bankLines.state,
  reason: bankLines.reason,
  matchedRupiah,
};

type Row = Omit<LineSummary, "restRupiah"> & { readonly matchedRupiah: Rupiah };

function summaryOf({ matchedRupiah: matched, ...line }: Row): LineSummary {
  return { ...line, restRupiah: restOf({ amountSen: line.amountSen, matchedRupiah: matched }) };
}

/** Lines of the own bank in one state, the latest day first; a cursor is a day and the id on it. */
export async function linesOf(
  organisationId: string,
  filter: LineFilter,
  on: Executor = db(),
): Promise<Page<LineSummary>> {
  const [day = "", id = ""] = (filter.after ?? "").split("/");
  const rows = await on
    .select(shown)
    .from(bankLines)
    .where(
      and(
        eq(bankLines.organisationId, organisationId),
        eq(bankLines.state, filter.state),
        isRealDay(day)
          ? or(lt(bankLines.onDay, day), and(eq(bankLines.onDay, day), lt(bankLines.id, id)))
          : undefined,
      ),
    )
    .orderBy(desc(bankLines.onDay), desc(bankLines.id))
    .limit(filter.limit + 1);
  return pageOf(rows.map(summaryOf), filter.limit, (row) => `${row.onDay}/${row.id}`);
}

/** One line of the own bank; null for anybody else's. */
export async function lineOf(
  organisationId: string,
  lineId: string,
  on: Executor = db(),
): Promise<LineSummary | null> {
  const [row] = await on
    .select(shown)
    .from(bankLines)
    .where(and(eq(bankLines.id, lineId), eq(bankLines.organisationId, organisationId)));
  return row ? summaryOf(row) : null;
}

/** How many lines are in which state; states without any are left out. */
export async function lineCounts(
  organisationId: string,
  on: Executor = db(),
): Promise<Readonly<Partial<Record<LineState, number>>>> {
  const rows = await on
    .select({ state: bankLines.state, count: sql<number>`count(*)::int` })
    .from(bankLines)
    .where(eq(bankLines.organisationId, organisationId))
    .groupBy(bankLines.state);
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** What a line was matched with, also what was taken back since, oldest first. */
export type LineMatch = {
  readonly matchId: string;
  readonly paymentId: string | null;
  readonly payoutId: string | null;
  /** What the own books did, where it is an entry of theirs, as the ledger names it, and what that says of itself. */
  readonly deed: string | null;
  readonly deedSays: string | null;
  /** What the bank did by itself; null for anybody's money. */
  readonly booked: BankBooking | null;
  /** The card provider's name for what it sent. */
  readonly payoutRef: string | null;
  /** The invoice that was assigned, where it is what went between seller and assignee. */
  readonly proceedsNumber: string | null;
  /** What went for the claim was booked by this line. */
  readonly isAcknowledgement: boolean;
  readonly isUndone: boolean;
  readonly undoneBy: string | null;
  readonly undoneReason: string | null;
  readonly matchedById: string | null;
  readonly amountRupiah: Rupiah;
  readonly reasons: readonly string[];
  readonly state: string;
  /** Who pays or is paid. */
  readonly partyName: string;
  readonly number: string | null;
  readonly matchedBy: string | null;
  readonly reportedBy: string | null;
  readonly verifiedBy: string | null;
};

const payer = aliasedTable(organisations, "match_payer");
const undoer = aliasedTable(persons, "match_undoer");
const payee = aliasedTable(organisations, "match_payee");

export async function matchesOf(lineId: string, on: Executor = db()): Promise<LineMatch[]> {
  const rows = await on
    .select({
      matchId: bankMatches.id,
      paymentId: bankMatches.paymentId,
      payoutId: bankMatches.payoutId,
      booked: bankMatches.booked,
      payoutRef: cardShares.payoutId,
      proceedsNumber: invoices.number,
      deed: entries.kind,
      deedSays: entries.narration,
      isAcknowledgement: bankMatches.isAcknowledgement,
      undoneBy: undoer.fullName,
      undoneReason: bankMatches.undoneReason,
      // Also an entry that was taken out of the books since.
      isUndone: sql<boolean>`(${bankMatches.undoneAt} is not null or exists (select 1 from ${entries} mirror
        where mirror.reverses_id = ${bankMatches.entryId} and mirror.kind <> 'payout.returned'))`,
      matchedById: bankMatches.matchedBy,
      amountRupiah: bankMatches.amountRupiah,
      reasons: bankMatches.reasons,
      paymentState: payments.state,
      payoutState: payouts.state,
      payerName: payer.name,
      payeeName: payee.name,
      producerName: producers.name,
      number: payments.number,
      matchedBy: persons.fullName,
      reportedBy: payments.reportedBy,
      verifiedBy: payments.verifiedBy,
    })
    .from(bankMatches)
    .leftJoin(payments, eq(payments.id, bankMatches.paymentId))
    .leftJoin(payouts, eq(payouts.id, bankMatches.payoutId))
    .leftJoin(assignmentProceeds, eq(assignmentProceeds.id, bankMatches.proceedsId))
    .leftJoin(receivableAssignments, eq(receivableAssignments.id, assignmentProceeds.assignmentId))
    .leftJoin(invoices, eq(invoices.id, receivableAssignments.invoiceId))
    .leftJoin(entries, eq(entries.id, bankMatches.entryId))
    .leftJoin(cardShares, eq(cardShares.id, bankMatches.shareId))
    .leftJoin(payer, eq(payer.id, payments.payerId))
    .leftJoin(payee, eq(payee.id, payouts.payeeOrganisationId))
    .leftJoin(producers, eq(producers.id, payouts.payeeProducerId))
    .leftJoin(persons, eq(persons.id, bankMatches.matchedBy))
    .leftJoin(undoer, eq(undoer.id, bankMatches.undoneBy))
    .where(eq(bankMatches.lineId, lineId))
    .orderBy(asc(bankMatches.id));
  return rows.map(({ paymentState, payoutState, payerName, payeeName, producerName, ...match }) => ({
    ...match,
    state: paymentState ?? payoutState ?? "",
    partyName: payerName ?? payeeName ?? producerName ?? "",
  }));
}

/** The other open lines within some days of these, for several that are one payment. */
export async function openLinesAround(
  organisationId: string,
  days: { readonly from: BusinessDay; readonly until: BusinessDay },
  on: Executor = db(),
): Promise<LineSummary[]> {
  const rows = await on
    .select(shown)
    .from(bankLines)
    .where(
      and(
        eq(bankLines.organisationId, organisationId),
        inArray(bankLines.state, ["open"]),
        sql`${bankLines.onDay} between ${days.from} and ${days.until}`,
        sql`${bankLines.amountSen} > 0`,
      ),
    )
    .orderBy(asc(bankLines.onDay), asc(bankLines.id))
    .limit(200);
  return rows.map(summaryOf);
}
