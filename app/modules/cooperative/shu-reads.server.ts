import { and, desc, eq, sql } from "drizzle-orm";
import { type BusinessDay, businessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { annualMeetings, cooperativeMembers, shuDistributions, shuShares } from "#db/schema/cooperative.ts";
import { accountDays, accounts, entries, postings } from "#db/schema/ledger.ts";
import { bookClosings } from "#db/schema/ledger-closings.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { planOf } from "../ledger/chart.ts";
import { YEAR_CLOSED } from "../ledger/closing.ts";
import { incomeStatement } from "../ledger/statement.ts";
import { sumsIn } from "../ledger/statement-reads.server.ts";
import type { ArticlesRow } from "./member-reads.server.ts";
import type { MemberBase, ShuRule, ShuShare } from "./shu.ts";

export type MeetingRow = typeof annualMeetings.$inferSelect;
export type DistributionRow = typeof shuDistributions.$inferSelect;

export const firstOf = (year: number): BusinessDay => businessDay(`${year}-01-01`);
export const lastOf = (year: number): BusinessDay => businessDay(`${year}-12-31`);

/** The parts that the articles say. */
export function ruleOf(articles: ArticlesRow): ShuRule {
  return {
    reserve: articles.reserveBasisPoints,
    usage: articles.usageBasisPoints,
    capital: articles.capitalBasisPoints,
    officers: articles.officersBasisPoints,
    education: articles.educationBasisPoints,
    social: articles.socialBasisPoints,
    development: articles.developmentBasisPoints,
    village: articles.villageBasisPoints,
  };
}

/**
 * What a year left over: of a closed year what was brought to equity, of an open one income less expense so far. Negative for a
 * loss.
 */
export async function resultOfYear(
  organisationId: string,
  year: number,
  on: Executor = db(),
): Promise<{ readonly isClosed: boolean; readonly rupiah: Rupiah }> {
  const [closed] = await on
    .select({
      rupiah: sql<string>`coalesce(-sum(${postings.amount}) filter (where ${accounts.code} = ${planOf("closedResult").code}), 0)::text`,
    })
    .from(bookClosings)
    .leftJoin(
      entries,
      and(
        eq(entries.organisationId, bookClosings.organisationId),
        eq(entries.kind, YEAR_CLOSED),
        eq(entries.subjectId, bookClosings.id),
      ),
    )
    .leftJoin(postings, eq(postings.entryId, entries.id))
    .leftJoin(accounts, eq(accounts.id, postings.accountId))
    .where(
      and(
        eq(bookClosings.organisationId, organisationId),
        eq(bookClosings.through, lastOf(year)),
        eq(bookClosings.state, "closed"),
      ),
    )
    .groupBy(bookClosings.id);
  if (closed) return { isClosed: true, rupiah: BigInt(closed.rupiah) };
  const sums = await sumsIn(organisationId, { from: firstOf(year), to: lastOf(year) }, on);
  return { isClosed: false, rupiah: incomeStatement(sums, []).result.amount };
}

export type NamedBase = MemberBase & {
  readonly serial: number;
  readonly fullName: string;
  readonly joinedOn: BusinessDay;
};

/**
 * What SHU of a year is reckoned by, for everybody who is a member at its end, by number: what the koperasi bought from them or
 * sold for them within the year (what was owed to their producer, payouts apart), and what they had saved by its last day.
 */
export async function shuBases(
  organisationId: string,
  year: number,
  on: Executor = db(),
): Promise<NamedBase[]> {
  const rows = await on.execute<{
    id: string;
    serial: number;
    full_name: string;
    joined_on: BusinessDay;
    usage: string;
    capital: string;
  }>(sql`
    with traded as (
      select a.subject_id as producer_id, -sum(p.amount) as amount
      from ${accounts} a join ${postings} p on p.account_id = a.id
        and p.occurred_on between ${firstOf(year)}::date and ${lastOf(year)}::date
      join ${entries} e on e.id = p.entry_id
      where a.organisation_id = ${organisationId}
        and a.code in (${planOf("payableProducer").code}, ${planOf("payableConsignor").code}) and e.kind not like 'payout.%'
      group by 1
    ), saved as (
      select a.subject_id as member_id, sum(d.credit - d.debit) as amount
      from ${accounts} a join ${accountDays} d on d.account_id = a.id and d.occurred_on <= ${lastOf(year)}::date
      where a.organisation_id = ${organisationId}
        and a.code in (${planOf("principalSavings").code}, ${planOf("mandatorySavings").code})
      group by 1
    )
    select m.id, m.serial, m.full_name, m.joined_on::text as joined_on, greatest(coalesce(t.amount, 0), 0)::text as usage,
      greatest(coalesce(s.amount, 0), 0)::text as capital
    from ${cooperativeMembers} m
    left join traded t on t.producer_id = m.producer_id
    left join saved s on s.member_id = m.id
    where m.organisation_id = ${organisationId} and m.joined_on <= ${lastOf(year)}::date
      and (m.left_on is null or m.left_on > ${lastOf(year)}::date)
    order by m.serial`);
  return rows.map((row) => ({
    memberId: row.id,
    serial: row.serial,
    fullName: row.full_name,
    joinedOn: row.joined_on,
    usageRupiah: BigInt(row.usage),
    capitalRupiah: BigInt(row.capital),
  }));
}

/** What a koperasi bought from producers or sold for them within a year, in rupiah, members or not. */
export async function boughtIn(organisationId: string, year: number, on: Executor = db()): Promise<Rupiah> {
  const [row] = await on.execute<{ amount: string }>(sql`
    select coalesce(-sum(p.amount), 0)::text as amount
    from ${accounts} a join ${postings} p on p.account_id = a.id
      and p.occurred_on between ${firstOf(year)}::date and ${lastOf(year)}::date
    join ${entries} e on e.id = p.entry_id
    where a.organisation_id = ${organisationId}
      and a.code in (${planOf("payableProducer").code}, ${planOf("payableConsignor").code}) and e.kind not like 'payout.%'`);
  return BigInt(row?.amount ?? "0");
}

/** A meeting of the koperasi by its id; null for another's. */
export async function meetingById(
  organisationId: string,
  meetingId: string,
  on: Executor = db(),
): Promise<MeetingRow | null> {
  const [row] = await on
    .select()
    .from(annualMeetings)
    .where(and(eq(annualMeetings.id, meetingId), eq(annualMeetings.organisationId, organisationId)));
  return row ?? null;
}

/** The yearly meeting about a year; null where none was planned. */
export async function meetingOf(
  organisationId: string,
  year: number,
  on: Executor = db(),
): Promise<MeetingRow | null> {
  const [row] = await on
    .select()
    .from(annualMeetings)
    .where(and(eq(annualMeetings.organisationId, organisationId), eq(annualMeetings.year, year)));
  return row ?? null;
}

/** A meeting of the koperasi by its id, held until the transaction ends; null for another's. */
export async function heldMeeting(
  tx: LatestTransaction,
  organisationId: string,
  meetingId: string,
): Promise<MeetingRow | null> {
  const [row] = await hold(
    tx,
    annualMeetings,
    and(eq(annualMeetings.id, meetingId), eq(annualMeetings.organisationId, organisationId)),
  );
  return row ?? null;
}

/** The division of a year's SHU that was proposed or decided; null where there is none, or only refused ones. */
export async function distributionOf(
  organisationId: string,
  year: number,
  on: Executor = db(),
): Promise<DistributionRow | null> {
  const rows = await on
    .select()
    .from(shuDistributions)
    .where(and(eq(shuDistributions.organisationId, organisationId), eq(shuDistributions.year, year)))
    .orderBy(desc(shuDistributions.proposedAt));
  return rows.find(({ state }) => state !== "refused") ?? null;
}

/** A division of the koperasi by its id, held until the transaction ends; null for another's. */
export async function heldDistribution(
  tx: LatestTransaction,
  organisationId: string,
  distributionId: string,
): Promise<DistributionRow | null> {
  const [row] = await hold(
    tx,
    shuDistributions,
    and(eq(shuDistributions.id, distributionId), eq(shuDistributions.organisationId, organisationId)),
  );
  return row ?? null;
}

/** The shares of a division, as they were written. */
export async function sharesOf(distributionId: string, on: Executor = db()): Promise<ShuShare[]> {
  const rows = await on
    .select()
    .from(shuShares)
    .where(eq(shuShares.distributionId, distributionId))
    .orderBy(shuShares.part, shuShares.memberId);
  return rows as ShuShare[];
}

/** What is left in the funds of SHU, in rupiah; nothing for those without a balance. */
export async function fundBalances(
  organisationId: string,
  on: Executor = db(),
): Promise<ReadonlyMap<string, Rupiah>> {
  const rows = await on.execute<{ code: string; balance: string }>(sql`
    select code, (-sum(balance))::text as balance from account_balances
    where organisation_id = ${organisationId} and code like '27%' group by code`);
  return new Map(rows.map(({ code, balance }) => [code, BigInt(balance)]));
}

/** Divisions that wait for a second person other than this one, by year. */
export async function waitingDistributions(
  organisationId: string,
  personId: string,
  on: Executor = db(),
): Promise<{ readonly year: number; readonly proposedAt: Date }[]> {
  return on
    .select({ year: shuDistributions.year, proposedAt: shuDistributions.proposedAt })
    .from(shuDistributions)
    .where(
      and(
        eq(shuDistributions.organisationId, organisationId),
        eq(shuDistributions.state, "proposed"),
        sql`${shuDistributions.proposedBy} <> ${personId}`,
      ),
    );
}
