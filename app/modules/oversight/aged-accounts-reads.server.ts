import { type SQL, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { type Page, type PageRequest, pageOf } from "#app/kernel/page.ts";
import { db, type Executor } from "#db/client.server.ts";
import { producers } from "#db/schema/catalogue.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { receivableAssignments } from "#db/schema/invoicing-receivables.ts";
import { accountBalances, accountDays, accounts, postings } from "#db/schema/ledger.ts";
import { lateIn } from "../invoicing/due-parts-reads.server.ts";
import { isAssigned, isHeldBy } from "../invoicing/receivable-reads.server.ts";
import {
  type AgedAccount,
  type AgedSum,
  type AgeingProof,
  type AgeingSide,
  codesOf,
  firstDifference,
} from "./aged-accounts.ts";

type Asked = { readonly organisationId: string; readonly side: AgeingSide; readonly today: BusinessDay };
/** What the books keep, or the lines that they are made of. */
type Source = "kept" | "lines";

type Row = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly open: string;
  readonly week: string;
  readonly fortnight: string;
  readonly month: string;
  readonly older: string;
  readonly late: string;
  readonly held: string;
};

/**
 * Every account of a side on which something is open, with how old that is. Money that came settles the oldest first, so the newest
 * bookings are what is open; what no booking explains is old.
 */
function aged({ organisationId, side, today }: Asked, source: Source): SQL {
  const sign = sql.raw(side === "receivable" ? "1" : "-1");
  const codes = sql.join(
    codesOf(side).map((code) => sql`${code}`),
    sql`, `,
  );
  // An assigned invoice is owed to whoever holds it.
  const holder = sql`coalesce((select a.holder_id from ${receivableAssignments} a where a.invoice_id = ${invoices.id} and a.state = 'effective'), ${invoices.sellerId})`;
  const [mine, other] =
    side === "receivable"
      ? [
          sql`((${invoices.sellerId} = ${organisationId} and not ${isAssigned}) or ${isHeldBy(organisationId)})`,
          invoices.buyerId,
        ]
      : [sql`${invoices.buyerId} = ${organisationId}`, holder];
  const balances =
    source === "kept"
      ? sql`select b.account_id, b.balance from ${accountBalances} b where b.organisation_id = ${organisationId} and b.code in (${codes})`
      : sql`select p.account_id, sum(p.amount) as balance from ${postings} p join ${accounts} c on c.id = p.account_id
          where c.organisation_id = ${organisationId} and c.code in (${codes}) group by p.account_id`;
  const moved =
    source === "kept"
      ? sql`select d.account_id, d.occurred_on, ${sql.raw(side === "receivable" ? "d.debit" : "d.credit")} as amount
          from ${accountDays} d join open on open.id = d.account_id`
      : sql`select p.account_id, p.occurred_on, greatest(${sign} * p.amount, 0) as amount from ${postings} p join open on open.id = p.account_id`;
  return sql`with balances as (${balances}),
    open as materialized (
      select a.id, a.code, a.subject_id, ${sign} * b.balance as open from balances b join ${accounts} a on a.id = b.account_id
      where ${sign} * b.balance > 0
    ), booked as (select account_id, occurred_on, sum(amount) as amount from (${moved}) m where amount > 0 group by 1, 2),
    counted as (
      select k.account_id, ${today}::date - k.occurred_on as days, greatest(0, least(k.amount, open.open - coalesce(sum(k.amount) over (
        partition by k.account_id order by k.occurred_on desc rows between unbounded preceding and 1 preceding), 0))) as part
      from booked k join open on open.id = k.account_id
    ), ages as (
      select account_id, coalesce(sum(part) filter (where days <= 7), 0) as week,
        coalesce(sum(part) filter (where days between 8 and 14), 0) as fortnight,
        coalesce(sum(part) filter (where days between 15 and 30), 0) as month
      from counted group by account_id
    ), late as (
      select ${other} as subject_id, coalesce(sum(overdue.late), 0) as late, sum(${invoices.heldRupiah}) as held
      from ${invoices}, lateral ${lateIn(sql`${invoices}`, { came: sql`${invoices.paidRupiah}`, before: today })} overdue
      where ${mine} and ${invoices.state} = 'issued' and (${invoices.dueOn} < ${today}::date or ${invoices.heldRupiah} > 0) group by 1
    ), aged as (
      select open.id, open.code, coalesce(o.name, r.name, '') as name, open.open, coalesce(g.week, 0) as week, coalesce(g.fortnight, 0) as fortnight,
        coalesce(g.month, 0) as month, open.open - coalesce(g.week + g.fortnight + g.month, 0) as older,
        case when open.code in ('1200', '2100') then coalesce(l.late, 0) else 0 end as late,
        case when open.code in ('1200', '2100') then coalesce(l.held, 0) else 0 end as held
      from open left join ages g on g.account_id = open.id left join late l on l.subject_id = open.subject_id
      left join ${organisations} o on o.id = open.subject_id left join ${producers} r on r.id = open.subject_id
    )`;
}

const columns = sql.raw(
  "id, code, name, open::text, week::text, fortnight::text, month::text, older::text, late::text, held::text",
);

function accountIn(row: Row): AgedAccount {
  return {
    accountId: row.id,
    code: row.code,
    name: row.name,
    openRupiah: BigInt(row.open),
    ages: agesIn(row),
    lateRupiah: BigInt(row.late),
    heldRupiah: BigInt(row.held),
  };
}

function agesIn(row: Pick<Row, "week" | "fortnight" | "month" | "older">) {
  return {
    week: BigInt(row.week),
    fortnight: BigInt(row.fortnight),
    month: BigInt(row.month),
    older: BigInt(row.older),
  };
}

const CURSOR = /^(\d{1,18})\/(acc_[0-9a-z]{26})$/;

/** Counterparties of a side, who owes or is owed most first; page 500 costs what page 1 costs but for the sums. */
export async function agedAccounts(
  asked: Asked,
  page: PageRequest,
  on: Executor = db(),
): Promise<Page<AgedAccount>> {
  const [, open, id] = CURSOR.exec(page.after ?? "") ?? [];
  const rows = await on.execute<Row>(sql`${aged(asked, "kept")} select ${columns} from aged
    where ${open === undefined ? sql`true` : sql`(open, id) < (${open}::bigint, ${id ?? ""})`}
    order by aged.open desc, aged.id desc limit ${page.limit + 1}`);
  return pageOf([...rows].map(accountIn), page.limit, (row) => `${row.openRupiah}/${row.accountId}`);
}

/** All of a side together. */
export async function agedSum(asked: Asked, on: Executor = db()): Promise<AgedSum> {
  const [row] = await on.execute<Row & { accounts: number }>(sql`${aged(asked, "kept")}
    select count(*)::int as accounts, coalesce(sum(open), 0)::text as open, coalesce(sum(week), 0)::text as week,
      coalesce(sum(fortnight), 0)::text as fortnight, coalesce(sum(month), 0)::text as month, coalesce(sum(older), 0)::text as older,
      coalesce(sum(late), 0)::text as late, coalesce(sum(held), 0)::text as held from aged`);
  const none = { week: "0", fortnight: "0", month: "0", older: "0" };
  return {
    accounts: row?.accounts ?? 0,
    openRupiah: BigInt(row?.open ?? "0"),
    ages: agesIn(row ?? none),
    lateRupiah: BigInt(row?.late ?? "0"),
    heldRupiah: BigInt(row?.held ?? "0"),
  };
}

/**
 * Adds up every line of a side's accounts anew, with the ages that follow from them, and holds each counterparty against what the screen
 * shows. Reads all lines: a book of millions takes seconds.
 */
export async function proveAgeing(asked: Asked, on: Executor = db()): Promise<AgeingProof> {
  const [kept, lines] = [
    await on.execute<Row>(sql`${aged(asked, "kept")} select ${columns} from aged order by aged.id`),
    await on.execute<Row>(sql`${aged(asked, "lines")} select ${columns} from aged order by aged.id`),
  ];
  const [counted] = await on.execute<{ lines: number }>(sql`
    select count(*)::int as lines from ${postings} p join ${accounts} a on a.id = p.account_id
    where a.organisation_id = ${asked.organisationId} and a.code in (${sql.join(
      codesOf(asked.side).map((code) => sql`${code}`),
      sql`, `,
    )})`);
  return {
    accounts: kept.length,
    lines: counted?.lines ?? 0,
    flaw: firstDifference([...kept].map(accountIn), [...lines].map(accountIn)),
  };
}
