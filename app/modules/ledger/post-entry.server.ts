import { sql } from "drizzle-orm";
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
  const lines = linesOf(booked);
  const heads = JSON.stringify(
    booked.map((entry) => ({
      id: entry.id,
      organisation_id: entry.organisationId,
      kind: entry.kind,
      subject_id: entry.subjectId,
      occurred_on: entry.occurredOn,
      narration: entry.narration,
      reverses_id: entry.reversesId,
    })),
  );
  const writeAll = () => sayingClosed(booked, () => write(tx, call, heads, lines));
  const written = await writeAll();
  if (written !== lines.length) {
    // Somebody uses an account for the first time. Nothing was written: all lines are, or none.
    invariant(written === 0, "an entry is written whole");
    await openAccounts(tx, call, lines);
    const again = await writeAll();
    invariant(again === lines.length, "every line has its account");
  }
  return booked.map((entry) => entry.id);
}

type Line = {
  readonly id: string;
  readonly entry_id: string;
  readonly organisation_id: string;
  readonly occurred_on: string;
  readonly position: number;
  readonly code: string;
  readonly subject_id: string | null;
  /** Whole rupiah as text: a JSON number would round what is above 2^53. */
  readonly amount: string;
};

function linesOf(booked: readonly (Entry & { readonly id: string })[]): readonly Line[] {
  return booked.flatMap((entry) =>
    entry.lines.map((line, position) => ({
      id: newId("posting"),
      entry_id: entry.id,
      organisation_id: entry.organisationId,
      occurred_on: entry.occurredOn,
      position,
      code: planOf(line.account).code,
      subject_id: line.subjectId,
      amount: line.amount.toString(),
    })),
  );
}

/** Writes entries and lines when every line finds its account, else nothing; answers how many lines were written. */
async function write(tx: Transaction, call: Call, heads: string, lines: readonly Line[]): Promise<number> {
  const [row] = await tx.execute<{ written: number }>(sql`
    with line as materialized (
      select l.*, a.id as account_id
      from json_to_recordset(${JSON.stringify(lines)}::json) as l(id text, entry_id text, organisation_id text,
        occurred_on date, position smallint, code text, subject_id text, amount bigint)
      left join lateral (
        select id from ${accounts} where organisation_id = l.organisation_id and code = l.code and subject_id = l.subject_id
        union all
        select id from ${accounts} where organisation_id = l.organisation_id and code = l.code and subject_id is null
          and l.subject_id is null
      ) a on true
    ), entry as (
      insert into ${entries} (id, organisation_id, kind, subject_id, occurred_on, recorded_at, narration, reverses_id)
      select id, organisation_id, kind, subject_id, occurred_on, ${call.at.toISOString()}::timestamptz, narration, reverses_id
      from json_to_recordset(${heads}::json) as h(id text, organisation_id text, kind text, subject_id text,
        occurred_on date, narration text, reverses_id text)
      where not exists (select 1 from line where account_id is null)
    ), written as (
      insert into ${postings} (id, entry_id, account_id, position, amount, occurred_on)
      select id, entry_id, account_id, position, amount, occurred_on from line
      where not exists (select 1 from line where account_id is null)
      returning 1
    )
    select count(*)::int as written from written`);
  return row?.written ?? 0;
}

/** In the order of their names: two who open the same accounts at once wait one way, never for each other. */
async function openAccounts(tx: Transaction, call: Call, lines: readonly Line[]): Promise<void> {
  const plans = new Map(
    lines.map((line) => [`${line.organisation_id}/${line.code}/${line.subject_id ?? ""}`, line]),
  );
  await tx
    .insert(accounts)
    .values(
      [...plans]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, line]) => {
          const plan = planWithCode(line.code);
          const isBounded = plan.balanceMin !== undefined || plan.balanceMax !== undefined;
          return {
            id: newId("account"),
            organisationId: line.organisation_id,
            code: plan.code,
            kind: plan.kind,
            subjectId: line.subject_id,
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
