import { aliasedTable, and, asc, desc, eq, gt, inArray, isNull, not, notExists, or, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { paymentAllocations, payments, payouts } from "#db/schema/payments.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import { isAssigned, isHeldBy } from "../invoicing/receivable-reads.server.ts";
import { asNumber, parametersOn } from "../regions/parameter-reads.server.ts";
import { bankReference } from "./bank-file.ts";
import { suggestionsFor } from "./bank-match.ts";
import type { Claim, Ground, OpenLine, Outgoing, Payer, Report, Suggestion } from "./bank-suggestion.ts";
import { sentPayouts, unmatchedMoves, waitingRemittances } from "./book-ground-reads.server.ts";
import { vatKeptOf } from "./kept-vat-reads.server.ts";
import { type LineSummary, openLinesAround } from "./line-reads.server.ts";
import { sentStates, standingPayments } from "./payment-lifecycle.ts";
import { unmatchedProceeds } from "./proceeds-ground-reads.server.ts";
import { vatWithin } from "./withheld.ts";

/** More are not looked at: suggestions are a help, and whoever owes so much is paid by hand. */
const CLAIMS_MAX = 500;
/** How far back a payment may have been booked that a statement shows only now. */
const BOOKED_DAYS = 90;
const TOGETHER_DAYS = 7;

const openRupiah = sql<bigint>`(${invoices.totalRupiah} - ${invoices.advanceRupiah} - ${invoices.creditedRupiah} - ${invoices.paidRupiah} - ${invoices.reportedRupiah} - ${invoices.heldRupiah})`;

/** Invoices of which something is open, neither reported nor held by an objection, the longest due first, at most so many. */
export async function openClaims(organisationId: string, on: Executor = db()): Promise<Claim[]> {
  const rows = await on
    .select({
      invoiceId: invoices.id,
      number: invoices.number,
      buyerId: invoices.buyerId,
      openRupiah: openRupiah.mapWith(BigInt),
      taxedRupiah: sql<bigint>`${invoices.totalRupiah} - ${invoices.taxRupiah}`.mapWith(BigInt),
      taxRupiah: invoices.taxRupiah,
      totalRupiah: invoices.totalRupiah,
      beforeRupiah: sql<bigint>`${invoices.paidRupiah} + ${invoices.reportedRupiah}`.mapWith(BigInt),
      keepsVat: organisations.hasTreasurer,
      dueOn: invoices.dueOn,
    })
    .from(invoices)
    .innerJoin(organisations, eq(organisations.id, invoices.buyerId))
    .where(
      and(
        or(and(eq(invoices.sellerId, organisationId), not(isAssigned)), isHeldBy(organisationId)),
        eq(invoices.state, "issued"),
        gt(openRupiah, sql`0`),
      ),
    )
    .orderBy(asc(invoices.dueOn), asc(invoices.id))
    .limit(CLAIMS_MAX);
  const kept = await vatKeptOf(
    rows.filter((row) => row.keepsVat).map((row) => row.invoiceId),
    on,
  );
  return rows.map(({ keepsVat, taxRupiah, totalRupiah, beforeRupiah, ...row }) => {
    const keptRupiah = kept.get(row.invoiceId) ?? 0n;
    const part = { taxRupiah, totalRupiah, beforeRupiah, keptRupiah, paysRupiah: row.openRupiah };
    return { ...row, number: row.number ?? "", keptVatRupiah: keepsVat ? vatWithin([part]) : 0n };
  });
}

async function unmatchedReports(organisationId: string, since: BusinessDay, on: Executor): Promise<Report[]> {
  const rows = await on
    .select({
      paymentId: payments.id,
      payerId: payments.payerId,
      amountRupiah: payments.amountRupiah,
      reference: payments.bankReference,
      transferredOn: payments.transferredOn,
      state: payments.state,
      numbers: sql<
        string[]
      >`array(select paid.number from ${paymentAllocations} part join ${invoices} paid on paid.id = part.invoice_id
        where part.payment_id = "payments"."id" order by paid.number)`,
    })
    .from(payments)
    .where(
      and(
        eq(payments.payeeId, organisationId),
        eq(payments.rail, "transfer"),
        isNull(payments.assignmentId),
        inArray(payments.state, [...standingPayments]),
        or(eq(payments.state, "reported"), sql`${payments.transferredOn} >= ${since}`),
        notExists(on.select({ one: sql`1` }).from(bankMatches).where(eq(bankMatches.paymentId, payments.id))),
      ),
    )
    .orderBy(desc(payments.id))
    .limit(CLAIMS_MAX);
  return rows.map(({ state, ...row }) => ({ ...row, isBooked: state === "verified" }));
}

const payee = aliasedTable(organisations, "ground_payee");

async function unmatchedPayouts(
  organisationId: string,
  since: BusinessDay,
  on: Executor,
): Promise<Outgoing[]> {
  const rows = await on
    .select({
      payoutId: payouts.id,
      amountRupiah: payouts.amountRupiah,
      reference: payouts.bankReference,
      state: payouts.state,
      batchId: payouts.batchId,
      payeeName: payee.name,
      producerName: producers.name,
    })
    .from(payouts)
    .leftJoin(payee, eq(payee.id, payouts.payeeOrganisationId))
    .leftJoin(producers, eq(producers.id, payouts.payeeProducerId))
    .where(
      and(
        eq(payouts.payerId, organisationId),
        or(
          eq(payouts.state, "approved"),
          // One that the bank gave back went out all the same.
          and(inArray(payouts.state, [...sentStates]), sql`${payouts.settledOn} >= ${since}`),
        ),
        notExists(
          on
            .select({ one: sql`1` })
            .from(bankMatches)
            .where(and(eq(bankMatches.payoutId, payouts.id), isNull(bankMatches.undoneAt))),
        ),
      ),
    )
    .orderBy(desc(payouts.id))
    .limit(CLAIMS_MAX);
  return rows.map((row) => ({
    payoutId: row.payoutId,
    amountRupiah: row.amountRupiah,
    references: [bankReference(row.payoutId), ...(row.reference === null ? [] : [row.reference])],
    payee: row.payeeName ?? row.producerName ?? "",
    isBooked: row.state !== "approved",
    batchId: row.batchId,
  }));
}

type KnownBuyer = {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly holder: string | null;
  readonly foundationId: string | null;
};

/** Everybody who ever got an invoice of this seller, or owes it one that was assigned to it, by name. */
async function buyersOf(sellerId: string, on: Executor = db()): Promise<KnownBuyer[]> {
  return on
    .select({
      id: organisations.id,
      name: organisations.name,
      shortName: organisations.shortName,
      holder: organisations.bankAccountHolder,
      foundationId: organisations.foundationId,
    })
    .from(organisations)
    .where(
      inArray(
        organisations.id,
        on
          .selectDistinct({ id: invoices.buyerId })
          .from(invoices)
          .where(or(eq(invoices.sellerId, sellerId), isHeldBy(sellerId))),
      ),
    )
    .orderBy(asc(organisations.name), asc(organisations.id));
}

/** Each buyer by its names, and each foundation that transfers for several of them. */
async function payersOfBuyers(buyers: readonly KnownBuyer[], on: Executor): Promise<Payer[]> {
  const named = (one: Pick<KnownBuyer, "name" | "shortName" | "holder">) =>
    [one.name, one.shortName, one.holder].filter((name): name is string => name !== null);
  const ids = [...new Set(buyers.flatMap(({ foundationId }) => (foundationId ? [foundationId] : [])))];
  const foundations =
    ids.length === 0
      ? []
      : await on
          .select({
            id: organisations.id,
            name: organisations.name,
            shortName: organisations.shortName,
            holder: organisations.bankAccountHolder,
          })
          .from(organisations)
          .where(inArray(organisations.id, ids))
          .orderBy(asc(organisations.id));
  return [
    ...buyers.map((buyer) => ({ names: named(buyer), buyerIds: [buyer.id] })),
    ...foundations.map((foundation) => ({
      names: named(foundation),
      buyerIds: buyers.filter((buyer) => buyer.foundationId === foundation.id).map((buyer) => buyer.id),
    })),
  ];
}

export type BuyerNames = Readonly<Record<string, string>>;
export type SuggestedLine = LineSummary & { readonly suggestions: readonly Suggestion[] };

function asOpenLine(line: LineSummary): OpenLine | null {
  if (line.restRupiah === null) return null;
  return {
    lineId: line.id,
    onDay: line.onDay,
    words: line.description,
    restRupiah: line.restRupiah,
    came: line.amountSen > 0n,
  };
}

/** What a buyer may have withheld of what it owes: as a treasurer, of a seller without an NPWP, or of one with a certificate. */
const WITHHELD_RATES = [
  "tax.government_withholding_basis_points",
  "tax.government_withholding_no_npwp_basis_points",
  "tax.income_final_basis_points",
] as const;

/** These lines with what each of them may be, from one look at what is open; lines that are not open get none. */
export async function withSuggestions(
  organisationId: string,
  lines: readonly LineSummary[],
  on: Executor = db(),
): Promise<{ readonly lines: readonly SuggestedLine[]; readonly buyers: BuyerNames }> {
  const open = lines.filter((line) => line.state === "open");
  const days = open.map((line) => line.onDay).sort();
  const [from, until] = [days[0], days.at(-1)];
  if (from === undefined || until === undefined)
    return { lines: lines.map((line) => ({ ...line, suggestions: [] })), buyers: {} };
  const since = addDays(from, -BOOKED_DAYS);
  const sums = open.flatMap((line) =>
    line.restRupiah === null ? [] : [line.amountSen > 0n ? line.restRupiah : -line.restRupiah],
  );
  const [claims, reports, outgoings, proceeds, buyers, around, rates, moves, remittances, sent] =
    await Promise.all([
      openClaims(organisationId, on),
      unmatchedReports(organisationId, since, on),
      unmatchedPayouts(organisationId, since, on),
      unmatchedProceeds(organisationId, { from, until }, on),
      buyersOf(organisationId, on),
      openLinesAround(
        organisationId,
        { from: addDays(from, -TOGETHER_DAYS), until: addDays(until, TOGETHER_DAYS) },
        on,
      ),
      parametersOn(on, WITHHELD_RATES, { day: until }),
      unmatchedMoves(organisationId, { from, until }, sums, on),
      waitingRemittances(organisationId, on),
      sentPayouts(organisationId, { from, until }, on),
    ]);
  const ground: Ground = {
    claims,
    reports,
    outgoings,
    proceeds,
    entries: moves,
    remittances,
    sent,
    payers: await payersOfBuyers(buyers, on),
    lines: around.flatMap((line) => asOpenLine(line) ?? []),
    withheldBasisPoints: Object.entries(rates).map(([key, rate]) => BigInt(asNumber(key, rate))),
  };
  return {
    lines: lines.map((line) => {
      const asked = line.state === "open" ? asOpenLine(line) : null;
      return { ...line, suggestions: asked ? suggestionsFor(asked, ground) : [] };
    }),
    buyers: Object.fromEntries(buyers.map((buyer) => [buyer.id, buyer.name])),
  };
}
