import { and, eq, inArray } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { accounts, entries, postings } from "#db/schema/ledger.ts";
import { planOf } from "./chart.ts";
import type { Entry, EntryLine } from "./entry.ts";

function accountKey(code: string, subjectId: string | null): string {
  return `${code}/${subjectId ?? ""}`;
}

/**
 * Books an entry in the caller's transaction and returns its id. Accounts are opened on first use. A deed is booked
 * once: the same (organisation, kind, subject) again is a unique violation, not a second entry. Bounds on a balance
 * (a budget that may not go below nothing) surface as the CHECK `accounts_balance_max` or `accounts_balance_min`.
 */
export async function postEntry(tx: Transaction, call: Call, entry: Entry): Promise<string> {
  const accountIds = await accountsFor(tx, call, entry.organisationId, entry.lines);
  const entryId = newId("entry");
  await tx.insert(entries).values({
    id: entryId,
    organisationId: entry.organisationId,
    kind: entry.kind,
    subjectId: entry.subjectId,
    occurredOn: entry.occurredOn,
    recordedAt: call.at,
    narration: entry.narration,
    reversesId: entry.reversesId,
  });
  await tx.insert(postings).values(
    entry.lines.map((line, position) => {
      const accountId = accountIds.get(accountKey(planOf(line.account).code, line.subjectId));
      invariant(accountId, "every line has its account");
      return { id: newId("posting"), entryId, accountId, position, amount: line.amount };
    }),
  );
  return entryId;
}

async function accountsFor(
  tx: Transaction,
  call: Call,
  organisationId: string,
  lines: readonly EntryLine[],
): Promise<Map<string, string>> {
  const wanted = new Map(lines.map((line) => [accountKey(planOf(line.account).code, line.subjectId), line]));
  const codes = [...new Set(lines.map((line) => planOf(line.account).code))];
  const find = async () => {
    const rows = await tx
      .select({ id: accounts.id, code: accounts.code, subjectId: accounts.subjectId })
      .from(accounts)
      .where(and(eq(accounts.organisationId, organisationId), inArray(accounts.code, codes)));
    return new Map(rows.map((row) => [accountKey(row.code, row.subjectId), row.id]));
  };
  const found = await find();
  const missing = [...wanted].filter(([key]) => !found.has(key));
  if (missing.length === 0) return found;
  await tx
    .insert(accounts)
    .values(
      missing.map(([, line]) => {
        const plan = planOf(line.account);
        return {
          id: newId("account"),
          organisationId,
          code: plan.code,
          kind: plan.kind,
          subjectId: line.subjectId,
          balanceMin: plan.balanceMin ?? null,
          balanceMax: plan.balanceMax ?? null,
          openedAt: call.at,
        };
      }),
    )
    .onConflictDoNothing();
  return find();
}
