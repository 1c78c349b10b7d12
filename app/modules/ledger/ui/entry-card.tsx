import { date, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { BookedEntry } from "../ledger-reads.server.ts";
import { accountLabel, deedLabel } from "./account-words.tsx";

export type EntryCardProps = {
  readonly entry: BookedEntry;
  readonly zone: TimeZone;
  readonly book?: string | undefined;
};

/** One entry drawn the way a bookkeeper draws it: debits at the left, credits indented, amounts of the two sides set apart. */
export function EntryCard({ entry, zone, book }: EntryCardProps) {
  return (
    <article className="rounded-lg border border-line bg-card p-4 shadow-card sm:p-5">
      <header className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="font-bold">{deedLabel(entry.kind)}</h3>
        <p className="text-sm text-ink-soft">
          {book ? `${book} · ` : ""}
          {date(entry.occurredOn, zone)}
        </p>
      </header>
      <ul className="tabular grid gap-1 text-sm">
        {entry.lines.map((line, at) => {
          const isCredit = line.amount < 0n;
          return (
            <li
              key={`${line.account} ${line.subjectId ?? at}`}
              className={`flex justify-between gap-3 ${isCredit ? "pl-6 text-ink-soft" : "pr-10 sm:pr-40"}`}
            >
              <span className={isCredit ? "" : "font-semibold"}>{accountLabel(line.account)}</span>
              <span className="whitespace-nowrap">
                <span className="sr-only">{isCredit ? m.ledger_credit() : m.ledger_debit()} </span>
                {rupiah(isCredit ? -line.amount : line.amount)}
              </span>
            </li>
          );
        })}
      </ul>
    </article>
  );
}
