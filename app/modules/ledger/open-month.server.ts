import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { violatedConstraint } from "#db/sql-state.ts";
import { isOfAnEarlierMonth, openDay } from "./closing.ts";
import { closedThroughs } from "./closing-reads.server.ts";

type Dated = { readonly organisationId: string; readonly occurredOn: BusinessDay };

/**
 * The entries, each on a day that its books still take. What the house itself books about a closed month stands on the day on
 * which it is booked; what a person dates stays as it is dated, and is refused if it is closed. Asks only where a day lies
 * before the month of writing: no other can be closed.
 */
export async function onOpenDays<Entry extends Dated>(
  tx: Transaction,
  call: Call,
  drafts: readonly Entry[],
): Promise<readonly Entry[]> {
  if (call.actor.kind !== "system") return drafts;
  const today = dayOf(call.at, "Asia/Jakarta");
  const late = drafts.filter((entry) => isOfAnEarlierMonth(entry.occurredOn, today));
  if (late.length === 0) return drafts;
  const closed = await closedThroughs([...new Set(late.map((entry) => entry.organisationId))], tx);
  return drafts.map((entry) => ({
    ...entry,
    occurredOn: openDay(entry.occurredOn, closed.get(entry.organisationId) ?? null, today),
  }));
}

/** Says in words that a day lies in a closed month, where the database refused an entry for it; any other error is thrown on. */
export async function sayingClosed<Answer>(
  entries: readonly Dated[],
  write: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await write();
  } catch (error) {
    if (violatedConstraint(error) !== "entries_open_month") throw error;
    const [earliest] = entries.map((entry) => entry.occurredOn).sort();
    throw new RuleBroken("ledger.closedMonth", { day: earliest ?? "" });
  }
}
