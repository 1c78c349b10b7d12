import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
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
