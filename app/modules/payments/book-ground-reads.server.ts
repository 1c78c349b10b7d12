import { and, between, eq, type SQL, sql } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { accounts, entries, postings } from "#db/schema/ledger.ts";
import { levyRemittances, payments, payouts } from "#db/schema/payments.ts";
import { bankMatches } from "#db/schema/payments-matches.ts";
import { taxRemittances } from "#db/schema/payments-taxes.ts";
import { planOf } from "../ledger/chart.ts";
import { bankEntryKinds, isBookedLike, RETURN_DAYS } from "./bank-books.ts";
import { bankReference } from "./bank-file.ts";
import type { BookedMove, SentPayout, WaitingRemittance } from "./bank-suggestion.ts";

/** How far from the day of a line the books may write it: a second person looks days later, and a statement comes by the month. */
const AROUND_DAYS = 31;
/** More are not looked at: suggestions are a help. */
const SHOWN_MAX = 300;

type Days = { readonly from: BusinessDay; readonly until: BusinessDay };
/** Whole rupiah as they move cash: above nothing where they came. */
type Sums = readonly Rupiah[];

/** Where `matched` is a match with an entry of the own books: whether that still stands there. What the bank gave back takes none out. */
export const entryStands: SQL = sql`(matched.entry_id is not null and not exists (select 1 from ${entries} mirror
  where mirror.reverses_id = matched.entry_id and mirror.kind <> 'payout.returned'))`;

/**
 * Which entries of these kinds a line may be: of a payment only the payer's, of a payout only the payee's, for the other side of each is
 * matched by name; none that stands on a line already, and none that was taken out of the books.
 */
const isFree: SQL = sql`(case own.kind when 'payment.verified' then own.amount < 0 when 'payout.confirmed' then own.amount > 0 else true end)
  and not exists (select 1 from ${bankMatches} m where m.entry_id = own.id and m.undone_at is null)
  and not exists (select 1 from ${entries} r where r.reverses_id = own.id and r.kind <> 'payout.returned')`;

type MoveRow = {
  id: string;
  kind: string;
  subject_id: string;
  on_day: BusinessDay;
  narration: string;
  amount: string;
  reference: string | null;
  party: string | null;
};

/** Of what a member brought the entry says number and name; whose it is a room above keeps. */
const nameIn = ({ kind, narration }: MoveRow): string =>
  kind === "savings.brought" ? narration.replace(/^\S+ /, "") : "";

async function movesWhere(organisationId: string, which: SQL, on: Executor): Promise<BookedMove[]> {
  const rows = await on.execute<MoveRow>(sql`
    with own as (
      select e.id, e.kind, e.subject_id, e.occurred_on, e.narration, sum(p.amount) as amount
      from ${accounts} a join ${postings} p on p.account_id = a.id join ${entries} e on e.id = p.entry_id
      where a.organisation_id = ${organisationId} and a.code = ${planOf("cash").code}
        and e.kind in ${[...bankEntryKinds]} and ${which}
      group by e.id)
    select own.id, own.kind, own.subject_id, coalesce(paid.transferred_on, own.occurred_on)::text as on_day, own.narration,
      own.amount::text as amount, coalesce(paid.bank_reference, went.bank_reference) as reference, party.name as party
    from own left join ${payments} paid on paid.id = own.subject_id left join ${payouts} went on went.id = own.subject_id
    left join ${organisations} party on party.id = case own.kind when 'payment.verified' then paid.payee_id
      when 'payout.confirmed' then went.payer_id when 'payout.returned' then
      case went.payer_id when ${organisationId} then went.payee_organisation_id else went.payer_id end end
    where ${isFree}
    order by own.occurred_on desc, own.id desc limit ${SHOWN_MAX}`);
  return rows.map((row) => ({
    entryId: row.id,
    kind: row.kind,
    came: BigInt(row.amount) > 0n,
    amountRupiah: BigInt(row.amount) < 0n ? -BigInt(row.amount) : BigInt(row.amount),
    on: row.on_day,
    references: [
      row.narration,
      ...(row.reference === null ? [] : [row.reference]),
      ...(row.kind.startsWith("payout.") ? [bankReference(row.subject_id)] : []),
    ],
    name: row.party ?? nameIn(row),
  }));
}

/**
 * Cash that entries of the own books moved around these days, by one of these sums, and that no line of the own bank is known for, the latest first;
 * remitted taxes of any sum, because several of one billing code are one line.
 */
export async function unmatchedMoves(
  organisationId: string,
  { from, until }: Days,
  sums: Sums,
  on: Executor = db(),
): Promise<BookedMove[]> {
  if (sums.length === 0) return [];
  return movesWhere(
    organisationId,
    sql`p.occurred_on between ${addDays(from, -AROUND_DAYS)} and ${addDays(until, AROUND_DAYS)}
      and (p.amount = any(${sql.param(sums.map(String))}::bigint[]) or e.kind = 'tax.remitted')`,
    on,
  );
}

/** Of these entries of the own books those that a line may be yet: none that stands on one, and none that was taken out of the books. */
export function freeMoves(
  organisationId: string,
  entryIds: readonly string[],
  on: Executor = db(),
): Promise<BookedMove[]> {
  return movesWhere(organisationId, sql`e.id in ${[...entryIds]}`, on);
}

/** Tax and levies of the own organisation that wait for a second person. */
export async function waitingRemittances(
  organisationId: string,
  on: Executor = db(),
): Promise<WaitingRemittance[]> {
  const [taxes, levies] = await Promise.all([
    on
      .select({
        remittanceId: taxRemittances.id,
        amountRupiah: taxRemittances.amountRupiah,
        on: taxRemittances.paidOn,
        reference: taxRemittances.ntpn,
      })
      .from(taxRemittances)
      .where(and(eq(taxRemittances.organisationId, organisationId), eq(taxRemittances.state, "reported")))
      .orderBy(taxRemittances.id)
      .limit(SHOWN_MAX),
    on
      .select({
        remittanceId: levyRemittances.id,
        amountRupiah: levyRemittances.amountRupiah,
        to: levyRemittances.treasury,
      })
      .from(levyRemittances)
      .where(and(eq(levyRemittances.hubId, organisationId), eq(levyRemittances.state, "requested")))
      .orderBy(levyRemittances.id)
      .limit(SHOWN_MAX),
  ]);
  return [
    ...taxes.map((row) => ({ ...row, of: "tax" as const, to: "" })),
    ...levies.map((row) => ({ ...row, of: "levy" as const, on: null, reference: "" })),
  ];
}

/** Payouts that went out in the days before these, and stand: the bank may have given one back. */
export async function sentPayouts(
  organisationId: string,
  { from, until }: Days,
  on: Executor = db(),
): Promise<SentPayout[]> {
  const rows = await on
    .select({
      payoutId: payouts.id,
      amountRupiah: payouts.amountRupiah,
      settledOn: sql<BusinessDay>`${payouts.settledOn}`,
      reference: payouts.bankReference,
      payeeName: organisations.name,
      producerName: producers.name,
    })
    .from(payouts)
    .leftJoin(organisations, eq(organisations.id, payouts.payeeOrganisationId))
    .leftJoin(producers, eq(producers.id, payouts.payeeProducerId))
    .where(
      and(
        eq(payouts.payerId, organisationId),
        eq(payouts.state, "confirmed"),
        between(payouts.settledOn, addDays(from, -RETURN_DAYS), until),
      ),
    )
    .orderBy(payouts.id)
    .limit(SHOWN_MAX);
  return rows.map((row) => ({
    payoutId: row.payoutId,
    amountRupiah: row.amountRupiah,
    settledOn: row.settledOn,
    references: [bankReference(row.payoutId), ...(row.reference === null ? [] : [row.reference])],
    payee: row.payeeName ?? row.producerName ?? "",
  }));
}

/** What of the own books a line may be, for whoever takes it for something else: the same money would stand in them twice. */
export async function bookedLike(
  organisationId: string,
  line: { readonly amountSen: bigint; readonly restRupiah: Rupiah; readonly onDay: BusinessDay },
  on: Executor = db(),
): Promise<BookedMove | WaitingRemittance | null> {
  const like = { came: line.amountSen > 0n, restRupiah: line.restRupiah, onDay: line.onDay };
  const sum = like.came ? like.restRupiah : -like.restRupiah;
  const moves = await unmatchedMoves(organisationId, { from: line.onDay, until: line.onDay }, [sum], on);
  const booked = moves.find((move) => isBookedLike(move, like));
  if (booked || like.came) return booked ?? null;
  const waiting = await waitingRemittances(organisationId, on);
  return (
    waiting.find(
      (one) =>
        one.amountRupiah === like.restRupiah &&
        isBookedLike({ ...one, came: false, on: one.on ?? like.onDay }, like),
    ) ?? null
  );
}
