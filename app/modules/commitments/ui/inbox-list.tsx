import { Link } from "@remix-run/react";
import { clockTime, dateLong, quantity, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Countdown } from "#app/ui/feedback/countdown.tsx";
import { Money } from "#app/ui/feedback/money.tsx";
import type { CommitmentSummary } from "../commitment-reads.server.ts";
import { CommitmentBadge } from "./commitment-badge.tsx";

export type InboxRow = CommitmentSummary & {
  /** What it is worth at the offered price. */
  readonly totalRupiah: bigint;
};

/** What buyers ask of a seller, one tap from its answer. */
export function InboxList({
  rows,
  base,
  now,
  zone,
}: {
  readonly rows: readonly InboxRow[];
  /** Address that the id of a row is put behind. */
  readonly base: string;
  readonly now: Date;
  readonly zone: Zone;
}) {
  return (
    <ul className="flex flex-col gap-3">
      {rows.map((row) => (
        <li
          key={row.id}
          className="relative flex flex-col gap-2 rounded-lg border border-line bg-card p-4 shadow-card transition-shadow hover:shadow-raised sm:p-5"
        >
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
            <div className="min-w-0 flex-1 basis-52">
              <h2 className="text-lg leading-snug font-bold">
                <Link to={`${base}/${row.id}`} prefetch="intent" className="after:absolute after:inset-0">
                  {quantity(row.acceptedBase ?? row.offeredBase, row.unit, row.basePerUnit)} {row.commodity}
                </Link>
              </h2>
              <p className="text-ink-soft">{row.buyerName}</p>
            </div>
            <div className="flex flex-col items-start sm:items-end">
              <Money amount={row.totalRupiah} strong />
              <span className="text-sm text-ink-soft">
                <Money amount={row.priceRupiah} per={row.unit} />
              </span>
            </div>
          </div>
          <p className="text-sm text-ink-soft">
            {m.commitments_inbox_window({
              day: dateLong(row.deliveryDay),
              from: clockTime(row.windowStart),
              to: clockTime(row.windowEnd),
            })}
          </p>
          {row.state === "offered" ? (
            <Countdown label={m.commitments_inbox_answer_by()} until={row.answerBy} now={now} zone={zone} />
          ) : (
            <p>
              <CommitmentBadge state={row.state} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
