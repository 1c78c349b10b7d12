import { and, asc, desc, eq, gt, ilike, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { addDays, type BusinessDay, type TimeZone } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { hold } from "#db/hold.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import {
  cooperativeArticles,
  cooperativeMembers,
  type cooperativePayments,
  type memberLeavings,
  memberSavings,
} from "#db/schema/cooperative.ts";
import { organisations } from "#db/schema/identity.ts";
import { accountBalances } from "#db/schema/ledger.ts";
import type { LatestTransaction } from "#db/transaction.server.ts";
import { clockOf } from "../identity/organisation-reads.server.ts";
import { planOf } from "../ledger/chart.ts";

export type MemberRow = typeof cooperativeMembers.$inferSelect;
export type ArticlesRow = typeof cooperativeArticles.$inferSelect;
export type SavingsRow = typeof memberSavings.$inferSelect;
export type LeavingRow = typeof memberLeavings.$inferSelect;
export type CooperativePaymentRow = typeof cooperativePayments.$inferSelect;

/** What stands in the books for one member, in rupiah. */
type MemberBalance = {
  readonly principalRupiah: Rupiah;
  readonly mandatoryRupiah: Rupiah;
  /** Owed to them: savings given back, SHU. */
  readonly owedRupiah: Rupiah;
};

const NOTHING: MemberBalance = { principalRupiah: 0n, mandatoryRupiah: 0n, owedRupiah: 0n };
const codes = {
  principalRupiah: planOf("principalSavings").code,
  mandatoryRupiah: planOf("mandatorySavings").code,
  owedRupiah: planOf("payableMember").code,
} as const;

/** The koperasi, held until the transaction ends: numbers of members and what they hold are decided one at a time. */
export async function heldKoperasi(
  tx: LatestTransaction,
  organisationId: string,
): Promise<{ readonly timeZone: TimeZone } | null> {
  const [koperasi] = await hold(
    tx,
    organisations,
    and(eq(organisations.id, organisationId), eq(organisations.kind, "koperasi")),
  );
  return koperasi ? { timeZone: await clockOf(organisationId, tx) } : null;
}

/** What the books hold for members, by member; those without anything are left out. */
async function memberBalances(
  organisationId: string,
  memberIds: readonly string[],
  on: Executor = db(),
): Promise<ReadonlyMap<string, MemberBalance>> {
  if (memberIds.length === 0) return new Map();
  const rows = await on
    .select({
      code: accountBalances.code,
      memberId: accountBalances.subjectId,
      balance: accountBalances.balance,
    })
    .from(accountBalances)
    .where(
      and(
        eq(accountBalances.organisationId, organisationId),
        inArray(accountBalances.code, Object.values(codes)),
        inArray(accountBalances.subjectId, [...memberIds]),
      ),
    );
  const found = new Map<string, MemberBalance>();
  for (const { code, memberId, balance } of rows) {
    const name = (Object.keys(codes) as (keyof MemberBalance)[]).find((key) => codes[key] === code);
    if (memberId === null || name === undefined) continue;
    found.set(memberId, { ...(found.get(memberId) ?? NOTHING), [name]: -balance });
  }
  return found;
}

export type MemberView = MemberRow & MemberBalance & { readonly producerName: string | null };

async function withBalances(
  organisationId: string,
  rows: readonly { readonly member: MemberRow; readonly producerName: string | null }[],
  on: Executor,
): Promise<MemberView[]> {
  const balances = await memberBalances(
    organisationId,
    rows.map(({ member }) => member.id),
    on,
  );
  return rows.map(({ member, producerName }) => ({
    ...member,
    ...(balances.get(member.id) ?? NOTHING),
    producerName,
  }));
}

const shown = (on: Executor) =>
  on
    .select({ member: cooperativeMembers, producerName: producers.name })
    .from(cooperativeMembers)
    .leftJoin(producers, eq(producers.id, cooperativeMembers.producerId))
    .$dynamic();

/** Members of a koperasi by their number, those who left among them; with a search, whose name or number it is in. */
export async function membersOf(
  organisationId: string,
  search: string,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<MemberView>> {
  const after = Number(page.after ?? "0");
  const serial = Number(search.replace(/^A-?/i, ""));
  const rows = await shown(on)
    .where(
      and(
        eq(cooperativeMembers.organisationId, organisationId),
        gt(cooperativeMembers.serial, Number.isSafeInteger(after) && after < 2 ** 31 ? after : 0),
        search === ""
          ? undefined
          : or(
              ilike(cooperativeMembers.fullName, `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`),
              Number.isSafeInteger(serial) && serial > 0 && serial < 2 ** 31
                ? eq(cooperativeMembers.serial, serial)
                : undefined,
            ),
      ),
    )
    .orderBy(asc(cooperativeMembers.serial))
    .limit(page.limit + 1);
  const cut = pageOf(rows, page.limit, ({ member }) => member.serial.toString());
  return { rows: await withBalances(organisationId, cut.rows, on), next: cut.next };
}

/** Everybody who was a member on a day, by number. A koperasi of one kelurahan: hundreds at most, a few thousand once. */
export async function membersOn(
  organisationId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<MemberView[]> {
  const rows = await shown(on)
    .where(
      and(
        eq(cooperativeMembers.organisationId, organisationId),
        lte(cooperativeMembers.joinedOn, day),
        or(isNull(cooperativeMembers.leftOn), gt(cooperativeMembers.leftOn, day)),
      ),
    )
    .orderBy(asc(cooperativeMembers.serial));
  return withBalances(organisationId, rows, on);
}

/** One member of a koperasi; null for anybody else's. */
export async function memberOf(
  organisationId: string,
  memberId: string,
  on: Executor = db(),
): Promise<MemberView | null> {
  const rows = await shown(on).where(
    and(eq(cooperativeMembers.id, memberId), eq(cooperativeMembers.organisationId, organisationId)),
  );
  const [view] = await withBalances(organisationId, rows, on);
  return view ?? null;
}

/** The number that the next member gets. Ask it with the koperasi held. */
export async function nextSerial(organisationId: string, on: Executor): Promise<number> {
  const [row] = await on
    .select({ last: sql<number>`coalesce(max(${cooperativeMembers.serial}), 0)` })
    .from(cooperativeMembers)
    .where(eq(cooperativeMembers.organisationId, organisationId));
  return (row?.last ?? 0) + 1;
}

/** Whether an active member other than this one is the same person: by identity number, or by producer. */
export async function sameMemberExists(
  organisationId: string,
  person: {
    readonly memberId: string | null;
    readonly identityNumber: string | null;
    readonly producerId: string | null;
  },
  on: Executor,
): Promise<boolean> {
  const { identityNumber, producerId } = person;
  if (identityNumber === null && producerId === null) return false;
  const rows = await on
    .select({ id: cooperativeMembers.id })
    .from(cooperativeMembers)
    .where(
      and(
        eq(cooperativeMembers.organisationId, organisationId),
        isNull(cooperativeMembers.leftOn),
        or(
          identityNumber === null ? undefined : eq(cooperativeMembers.identityNumber, identityNumber),
          producerId === null ? undefined : eq(cooperativeMembers.producerId, producerId),
        ),
      ),
    );
  return rows.some(({ id }) => id !== person.memberId);
}

/** What the articles say on a day; null where nobody wrote them down. */
export async function articlesOn(
  organisationId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<ArticlesRow | null> {
  const [row] = await on
    .select()
    .from(cooperativeArticles)
    .where(
      and(eq(cooperativeArticles.organisationId, organisationId), lte(cooperativeArticles.validFrom, day)),
    )
    .orderBy(desc(cooperativeArticles.validFrom), desc(cooperativeArticles.id))
    .limit(1);
  return row ?? null;
}

/** All articles that came to hold by a day, the oldest first; of several from one day the last written down is last. */
export function articlesUntil(
  organisationId: string,
  day: BusinessDay,
  on: Executor = db(),
): Promise<ArticlesRow[]> {
  return on
    .select()
    .from(cooperativeArticles)
    .where(
      and(eq(cooperativeArticles.organisationId, organisationId), lte(cooperativeArticles.validFrom, day)),
    )
    .orderBy(asc(cooperativeArticles.validFrom), asc(cooperativeArticles.id));
}

/** What a member brought, the newest first. */
export async function savingsOfMember(
  organisationId: string,
  memberId: string,
  on: Executor = db(),
): Promise<SavingsRow[]> {
  return on
    .select()
    .from(memberSavings)
    .where(and(eq(memberSavings.memberId, memberId), eq(memberSavings.organisationId, organisationId)))
    .orderBy(desc(memberSavings.onDay), desc(memberSavings.id))
    .limit(120);
}

export type SavingsView = SavingsRow & { readonly fullName: string; readonly serial: number };

/** What members of a koperasi brought, the latest written first. */
export async function savingsOf(
  organisationId: string,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<SavingsView>> {
  const rows = await on
    .select({
      savings: memberSavings,
      fullName: cooperativeMembers.fullName,
      serial: cooperativeMembers.serial,
    })
    .from(memberSavings)
    .innerJoin(cooperativeMembers, eq(cooperativeMembers.id, memberSavings.memberId))
    .where(
      and(
        eq(memberSavings.organisationId, organisationId),
        page.after ? sql`${memberSavings.id} < ${page.after}` : undefined,
      ),
    )
    .orderBy(desc(memberSavings.id))
    .limit(page.limit + 1);
  return pageOf(
    rows.map(({ savings, ...who }) => ({ ...savings, ...who })),
    page.limit,
    (row) => row.id,
  );
}

export type SavingsTotals = {
  readonly active: number;
  readonly joinedSince: number;
  readonly principalRupiah: Rupiah;
  readonly mandatoryRupiah: Rupiah;
  readonly owedRupiah: Rupiah;
};

/** How many members there are, how many of them joined within the last thirty days, and what they hold in all. */
export async function savingsTotals(
  organisationId: string,
  today: BusinessDay,
  on: Executor = db(),
): Promise<SavingsTotals> {
  const [count] = await on
    .select({
      active: sql<number>`count(*)::int`,
      joinedSince: sql<number>`(count(*) filter (where ${cooperativeMembers.joinedOn} > ${addDays(today, -30)}::date))::int`,
    })
    .from(cooperativeMembers)
    .where(and(eq(cooperativeMembers.organisationId, organisationId), isNull(cooperativeMembers.leftOn)));
  const rows = await on
    .select({ code: accountBalances.code, balance: sql<string>`sum(${accountBalances.balance})::text` })
    .from(accountBalances)
    .where(
      and(
        eq(accountBalances.organisationId, organisationId),
        inArray(accountBalances.code, Object.values(codes)),
      ),
    )
    .groupBy(accountBalances.code);
  const sum = (code: string) => -BigInt(rows.find((row) => row.code === code)?.balance ?? "0");
  return {
    active: count?.active ?? 0,
    joinedSince: count?.joinedSince ?? 0,
    principalRupiah: sum(codes.principalRupiah),
    mandatoryRupiah: sum(codes.mandatoryRupiah),
    owedRupiah: sum(codes.owedRupiah),
  };
}
