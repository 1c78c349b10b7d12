import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { rupiah, whole, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Section } from "#app/ui/layout/section.tsx";
import { Stack } from "#app/ui/layout/stack.tsx";
import { EntryCard } from "../../ledger/ui/entry-card.tsx";
import type { TradeTrace } from "../trace-reads.server.ts";
import type { bandWords } from "./trace-views.tsx";

/** More cards than these are no reading any more; the file has the ids of all. */
const ENTRIES_SHOWN = 100;

/** Where the entries of one band stand, on the page of its picture. */
export function toJournal(key: string): string {
  return `?${new URLSearchParams({ pita: key })}#jurnal`;
}

export type TraceJournalProps = {
  readonly entries: TradeTrace["entries"];
  /** The band that they were read from; null where none was chosen. */
  readonly chosen: ReturnType<typeof bandWords>;
  /** What leads away from the chosen band. */
  readonly leaveWords: string;
  /** What is said where there is no entry. */
  readonly empty: ReactNode;
  readonly zone: Zone;
};

/** What was booked, and of which band of the picture it is. */
export function TraceJournal({ entries, chosen, leaveWords, empty, zone }: TraceJournalProps) {
  const shown = entries.slice(0, ENTRIES_SHOWN);
  return (
    <Section id="jurnal" title={m.oversight_entries()} lead={m.oversight_entries_lead()}>
      {chosen ? (
        <p className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2">
          <span className="min-w-0 font-semibold">
            {m.oversight_trace_band({
              from: chosen.fromWords,
              to: chosen.toWords,
              amount: rupiah(chosen.amount),
            })}
          </span>
          <Link to="?#jurnal" className="min-h-11 content-center text-leaf-700 underline">
            {leaveWords}
          </Link>
        </p>
      ) : null}
      {shown.length === 0 ? (
        <p className="text-ink-soft">{empty}</p>
      ) : (
        <Stack>
          {shown.map((entry) => (
            <EntryCard key={entry.id} entry={entry} zone={zone} book={entry.organisationName} />
          ))}
        </Stack>
      )}
      {shown.length === entries.length ? null : (
        <p className="mt-3 text-ink-soft">
          {m.oversight_entries_cut({ shown: whole(shown.length), count: whole(entries.length) })}
        </p>
      )}
    </Section>
  );
}
