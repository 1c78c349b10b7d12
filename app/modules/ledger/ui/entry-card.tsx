import { date, rupiah } from "#app/i18n/format.ts";
import type { TimeZone } from "#app/kernel/calendar.ts";
import type { BookedEntry } from "../ledger-reads.server.ts";
import { accountLabel, deedLabel } from "./account-words.tsx";

export type EntryCardProps = {
  readonly entry: BookedEntry;
  readonly zone: TimeZone;
  readonly book?: string | undefined;
};

/** One entry drawn the way a bookkeeper draws it: debits at the left, credits indented, amounts in two columns. */
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
      <table className="tabular w-full text-sm">
        <tbody>
          {entry.lines.map((line, at) => (
            <tr key={`${line.account} ${line.subjectId ?? at}`}>
              <td className={`py-0.5 pr-3 ${line.amount < 0n ? "pl-6 text-ink-soft" : "font-semibold"}`}>
                {accountLabel(line.account)}
              </td>
              <td className="py-0.5 text-right">{line.amount > 0n ? rupiah(line.amount) : ""}</td>
              <td className="py-0.5 pl-4 text-right text-ink-soft">
                {line.amount < 0n ? rupiah(-line.amount) : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
