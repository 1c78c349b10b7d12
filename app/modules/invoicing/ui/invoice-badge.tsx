import { date, unparted, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { LateBucket } from "../due.ts";
import type { InvoiceState } from "../invoice-lifecycle.ts";

export type InvoiceBadgeProps = { readonly state: InvoiceState; readonly late: LateBucket | null };

/** Where an invoice stands, for both of its parties. */
export function InvoiceBadge({ state, late }: InvoiceBadgeProps) {
  switch (state) {
    case "draft":
      return <Badge icon="edit">{m.invoicing_state_draft()}</Badge>;
    case "issued":
      return late === null ? (
        <Badge tone="rice">{m.invoicing_state_issued()}</Badge>
      ) : (
        <Badge tone="brick">
          {late.to === null
            ? m.invoicing_state_late_beyond({ days: late.from - 1 })
            : m.invoicing_state_late({ from: late.from, to: late.to })}
        </Badge>
      );
    case "settled":
      return <Badge tone="leaf">{m.invoicing_state_settled()}</Badge>;
    case "credited":
      return <Badge icon="undo">{m.invoicing_state_credited()}</Badge>;
    case "discarded":
      return <Badge icon="x">{m.invoicing_state_discarded()}</Badge>;
  }
}

/** The day on which it is to be paid, and the clock beside it, which both of its parties see alike. */
export function dueText(dueOn: BusinessDay, left: number | null): string {
  if (left === null) return date(dueOn);
  const days = whole(Math.abs(left));
  const clock =
    left === 0
      ? m.invoicing_clock_today()
      : left > 0
        ? m.invoicing_clock_left({ days })
        : m.invoicing_clock_late({ days });
  return `${date(dueOn)} · ${unparted(clock)}`;
}
