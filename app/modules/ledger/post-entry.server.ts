import { type Param, sql } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { accounts, entries, postings } from "#db/schema/ledger.ts";
import { accountNamed, planOf } from "./chart.ts";
import type { Entry } from "./entry.ts";
import { onOpenDays, sayingClosed } from "./open-month.server.ts";

/**
 * Books an entry in the caller's transaction and returns its id. Accounts are opened on first use. A deed is booked
 * once: the same (organisation, kind, subject) again is a unique violation, not a second entry. Bounds on a balance
 * (a budget that may not go below nothing) surface as the CHECK `accounts_balance_max` or `accounts_balance_min`. Refuses a
 * day of a closed month that a person names; what the house itself does about one is booked on the day it is done.
 */
export async function postEntry(tx: Transaction, call: Call, entry: Entry): Promise<string> {
  const [id] = await postEntries(tx, call, [entry]);
  invariant(id !== undefined, "an entry that was booked has an id");
  return id;
}

/** Books entries as `postEntry` does, all in one statement and all or none, and returns their ids in the order given. */
export async function postEntries(
  tx: Transaction,
  call: Call,
  drafts: readonly Entry[],
): Promise<readonly string[]> {
  if (drafts.length === 0) return [];
  const dated = await onOpenDays(tx, call, drafts);
  const booked = dated.map((entry) => ({ ...entry, id: newId("entry") }));
  const { accounts: named, lines } = linesOf(booked);
  const writeAll = () => sayingClosed(booked, () => write(tx, call, { booked, named, lines }));
  const written = await writeAll();
  if (written !== lines.length) {
    // Somebody uses an account for the first time. Nothing was written: all lines are, or none.
    invariant(written === 0, "an entry is written whole");
    await openAccounts(tx, call, named);
    const again = await writeAll();
    invariant(again === lines.length, "every line has its account");
  }
  return booked.map((entry) => entry.id);
}

type Booked = Entry & { readonly id: string };

type NamedAccount = {
  readonly organisationId: string;
  readonly code: string;
  readonly subjectId: string | null;
};

/** A line of the books; its account by its place in what is written, counted from 1. */
type Line = {
  readonly id: string;
  readonly entryId: string;
  readonly account: number;
  readonly position: number;
  readonly amount: string;
  readonly occurredOn: BusinessDay;
};

/** All lines, and each account that they name once: many entries meet on few accounts. */
function linesOf(booked: readonly Booked[]): {
  readonly accounts: readonly NamedAccount[];
  readonly lines: readonly Line[];
} {
  const places = new Map<string, number>();
  const named: NamedAccount[] = [];
  const lines = booked.flatMap(({ id: entryId, organisationId, occurredOn, lines: own }) =>
    own.map(({ account, subjectId, amount }, position) => {
      const { code } = planOf(account);
      const key = `${organisationId}/${code}/${subjectId ?? ""}`;
      let place = places.get(key);
      if (place === undefined) {
        place = named.push({ organisationId, code, subjectId });
        places.set(key, place);
      }
      return {
        id: newId("posting"),
        entryId,
        account: place,
        position,
        amount: amount.toString(),
        occurredOn,
      };
    }),
  );
  return { accounts: named, lines };
}

type Written = {
  readonly booked: readonly Booked[];
  readonly named: readonly NamedAccount[];
  readonly lines: readonly Line[];
};

/**
 * Writes entries and lines when every line finds its account, else nothing; answers how many lines were written. In one statement,
 * by law: the database takes no entry without its lines. Columns are sent as arrays, amounts as text.
 */
async function write(tx: Transaction, call: Call, { booked, named, lines }: Written): Promise<number> {
  const [row] = await tx.execute<{ written: number }>(sql`
    with account as materialized (
      select n.place, a.id
      from unnest(${column(named, (one) => one.organisationId)}::text[], ${column(named, (one) => one.code)}::text[],
        ${column(named, (one) => one.subjectId)}::text[]) with ordinality as n (organisation_id, code, subject_id, place)
      left join lateral (
        select id from ${accounts} where organisation_id = n.organisation_id and code = n.code and subject_id = n.subject_id
        union all
        select id from ${accounts} where organisation_id = n.organisation_id and code = n.code and subject_id is null
          and n.subject_id is null
      ) a on true
    ), entry as (
      insert into ${entries} (id, organisation_id, kind, subject_id, occurred_on, recorded_at, narration, reverses_id)
      select h.id, h.organisation_id, h.kind, h.subject_id, h.occurred_on::date, ${call.at.toISOString()}::timestamptz, h.narration, h.reverses_id
      from unnest(${column(booked, (one) => one.id)}::text[], ${column(booked, (one) => one.organisationId)}::text[],
        ${column(booked, (one) => one.kind)}::text[], ${column(booked, (one) => one.subjectId)}::text[],
        ${column(booked, (one) => one.occurredOn)}::text[], ${column(booked, (one) => one.narration)}::text[],
        ${column(booked, (one) => one.reversesId)}::text[])
        as h (id, organisation_id, kind, subject_id, occurred_on, narration, reverses_id)
      where not exists (select 1 from account where id is null)
    ), written as (
      insert into ${postings} (id, entry_id, account_id, position, amount, occurred_on)
      select l.id, l.entry_id, account.id, l.position, l.amount, l.occurred_on::date
      from unnest(${column(lines, (one) => one.id)}::text[], ${column(lines, (one) => one.entryId)}::text[],
        ${column(lines, (one) => one.account)}::int[], ${column(lines, (one) => one.position)}::smallint[],
        ${column(lines, (one) => one.amount)}::bigint[], ${column(lines, (one) => one.occurredOn)}::text[])
        as l (id, entry_id, account, position, amount, occurred_on)
      join account on account.place = l.account
      where not exists (select 1 from account where id is null)
      returning 1
    )
    select count(*)::int as written from written`);
  return row?.written ?? 0;
}

function column<Row>(rows: readonly Row[], of: (row: Row) => string | number | null): Param {
  return sql.param(rows.map(of));
}

/** In the order of their names: two who open the same accounts at once wait one way, never for each other. */
async function openAccounts(tx: Transaction, call: Call, named: readonly NamedAccount[]): Promise<void> {
  const nameOf = (one: NamedAccount) => `${one.organisationId}/${one.code}/${one.subjectId ?? ""}`;
  await tx
    .insert(accounts)
    .values(
      [...named]
        .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
        .map(({ organisationId, code, subjectId }) => {
          const plan = planWithCode(code);
          const isBounded = plan.balanceMin !== undefined || plan.balanceMax !== undefined;
          return {
            id: newId("account"),
            organisationId,
            code: plan.code,
            kind: plan.kind,
            subjectId,
            balanceMin: plan.balanceMin ?? null,
            balanceMax: plan.balanceMax ?? null,
            guardedBalance: isBounded ? 0n : null,
            openedAt: call.at,
          };
        }),
    )
    .onConflictDoNothing();
}

function planWithCode(code: string) {
  const name = accountNamed(code);
  invariant(name, "a line names an account of the chart");
  return planOf(name);
}
