import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import type { NettingState } from "../netting.ts";
import type { nettingEntry } from "../netting-reads.server.ts";

export type NettingEntryProps = {
  readonly slug: string;
  readonly entry: Awaited<ReturnType<typeof nettingEntry>>;
};

/** The way from an invoice to netting it, where both sides owe each other; to the proposal, where one waits. */
export function NettingEntry({ slug, entry }: NettingEntryProps) {
  if (entry === null) return null;
  return (
    <ButtonLink to={`/${slug}/perjumpaan/${entry.path}`} variant="secondary" icon="money">
      {entry.isWaiting ? m.payments_netting_waiting() : m.payments_netting_open({ name: entry.partnerName })}
    </ButtonLink>
  );
}

/** Where a netting stands. */
export function NettingBadge({ state }: { readonly state: NettingState }) {
  switch (state) {
    case "proposed":
      return (
        <Badge tone="rice" icon="clock">
          {m.payments_netting_state_proposed()}
        </Badge>
      );
    case "agreed":
      return <Badge tone="leaf">{m.payments_netting_state_agreed()}</Badge>;
    case "declined":
      return <Badge tone="brick">{m.payments_netting_state_declined()}</Badge>;
    case "withdrawn":
      return <Badge>{m.payments_netting_state_withdrawn()}</Badge>;
    case "reversed":
      return <Badge tone="brick">{m.payments_netting_state_reversed()}</Badge>;
  }
}
