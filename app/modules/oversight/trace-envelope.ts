import { type Rupiah, sumOf } from "#app/kernel/money.ts";
import { type Band, type TracedEntry, worthOf } from "./trace.ts";

/** The deed that spends of a budget what was received. */
export const SPENT_KINDS = ["order.spent"] as const;

/**
 * Where the money of a purchase comes from, before what its buyer gives on (`bands`): out of the envelope of a budget, as the deeds say
 * that spent it. What was received and stands on no invoice, not yet or not any more, is `unbilled`; what is paid beyond the envelope, as
 * a late fee, is `unbudgeted`. So the buyer gives on what it gets. No band where nothing was spent of a budget.
 */
export function envelopeBands(
  buyerId: string,
  spent: readonly TracedEntry[],
  bands: readonly Band[],
): Band[] {
  const byBudget = new Map<string, { amount: Rupiah; entryIds: string[] }>();
  for (const { id, lines } of spent)
    for (const { account, subjectId, amount } of lines) {
      if (account !== "budgetSpent" || subjectId === null) continue;
      const sum = byBudget.get(subjectId) ?? { amount: 0n, entryIds: [] };
      byBudget.set(subjectId, { amount: sum.amount - amount, entryIds: [...sum.entryIds, id] });
    }
  if (byBudget.size === 0) return [];
  const given = bands.filter(({ from }) => from === buyerId);
  const late = bands.filter(({ to }) => to === "lateFee");
  const claimed = worthOf(given) - worthOf(bands.filter(({ to }) => to === buyerId)) - worthOf(late);
  const left = sumOf([...byBudget.values()].map(({ amount }) => amount)) - claimed;
  const spending = [...byBudget.values()].flatMap(({ entryIds }) => entryIds).sort();
  const beyond = worthOf(late) + (left < 0n ? -left : 0n);
  return [
    ...[...byBudget].map(
      ([budgetId, { amount, entryIds }]): Band => ({
        from: budgetId,
        to: buyerId,
        amount,
        entryIds: entryIds.sort(),
      }),
    ),
    ...(left > 0n ? [{ from: buyerId, to: "unbilled", amount: left, entryIds: spending }] : []),
    ...(beyond > 0n
      ? [{ from: "unbudgeted", to: buyerId, amount: beyond, entryIds: idsOf(late.length > 0 ? late : given) }]
      : []),
  ];
}

function idsOf(bands: readonly Band[]): string[] {
  return [...new Set(bands.flatMap(({ entryIds }) => entryIds))].sort();
}
