import { dateShort, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { BudgetStatus } from "../order-reads.server.ts";

function shareOf(part: bigint, whole: bigint): number {
  return whole <= 0n ? 0 : Number((part * 1000n) / whole) / 10;
}

/** One envelope: what is free of it, held by orders and spent, as a bar and in figures. */
export function BudgetCard({ budget, today }: { readonly budget: BudgetStatus; readonly today: string }) {
  const { amountRupiah, availableRupiah: free, reservedRupiah: held, spentRupiah: spent } = budget;
  const words = { free: rupiah(free), held: rupiah(held), spent: rupiah(spent) };
  return (
    <Section
      tone="card"
      title={budget.fund}
      lead={
        <span className="tabular">
          {m.orders_budgets_period({ from: dateShort(budget.startsOn), to: dateShort(budget.endsOn) })}
          {" · "}
          {m.orders_budgets_source({ source: budget.source })}
        </span>
      }
      actions={<PeriodBadge budget={budget} today={today} />}
    >
      <p className="mb-3">
        <span className="tabular text-2xl font-extrabold tracking-tight">{words.free}</span>{" "}
        <span className="whitespace-nowrap text-ink-soft">
          {m.orders_budgets_of({ amount: rupiah(amountRupiah) })}
        </span>
      </p>
      <div
        role="img"
        aria-label={m.orders_budgets_bar(words)}
        className="flex h-4 overflow-hidden rounded-full bg-leaf-100"
      >
        <span className="h-full bg-leaf-600" style={{ width: `${shareOf(spent, amountRupiah)}%` }} />
        <span className="h-full bg-rice-400" style={{ width: `${shareOf(held, amountRupiah)}%` }} />
      </div>
      <ul className="mt-4 grid gap-2 sm:grid-cols-3">
        <Part className="bg-leaf-600" label={m.orders_budgets_spent()} amount={words.spent} />
        <Part className="bg-rice-400" label={m.orders_budgets_held()} amount={words.held} />
        <Part className="bg-leaf-100" label={m.orders_budgets_free()} amount={words.free} />
      </ul>
    </Section>
  );
}

function Part({
  className,
  label,
  amount,
}: {
  readonly className: string;
  readonly label: string;
  readonly amount: string;
}) {
  return (
    <li className="flex items-baseline gap-2 sm:flex-col sm:gap-0.5">
      <span className="inline-flex min-w-0 flex-1 items-center gap-2 text-sm text-ink-soft">
        <span aria-hidden="true" className={`size-3 shrink-0 rounded-full ${className}`} />
        {label}
      </span>
      <span className="tabular font-semibold">{amount}</span>
    </li>
  );
}

function PeriodBadge({ budget, today }: { readonly budget: BudgetStatus; readonly today: string }) {
  if (today < budget.startsOn) return <Badge>{m.orders_budgets_later()}</Badge>;
  if (today > budget.endsOn) return <Badge>{m.orders_budgets_over()}</Badge>;
  return <Badge tone="leaf">{m.orders_budgets_now()}</Badge>;
}
