import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { type Tone, toneText } from "#app/ui/tone.ts";

export type StatProps = {
  readonly label: string;
  readonly value: ReactNode;
  /** What the number leans on: period, comparison. */
  readonly note?: ReactNode | undefined;
  readonly tone?: Tone | undefined;
  readonly icon?: IconName | undefined;
  /** Where the number comes from: every figure can be opened. */
  readonly to?: string | undefined;
  /** A Spark, at the foot. */
  readonly chart?: ReactNode | undefined;
};

/** On a phone a tile is narrower than a long amount: there, and only there, "Rp" may stand above its figure. */
const foldable = (value: ReactNode) =>
  typeof value === "string" ? value.replaceAll("Rp\u00a0", "Rp ") : value;

/** One number that matters. */
export function Stat({ label, value, note, tone = "neutral", icon, to, chart }: StatProps) {
  return (
    <div
      className={`relative flex flex-col rounded-lg border border-line bg-card p-4 shadow-card sm:p-5 ${to === undefined ? "" : "transition-shadow hover:shadow-raised"}`}
    >
      <p className="flex items-start justify-between gap-2 text-sm font-medium text-ink-soft">
        {to === undefined ? (
          label
        ) : (
          <Link to={to} prefetch="intent" className="after:absolute after:inset-0 after:rounded-lg">
            {label}
          </Link>
        )}
        {icon === undefined ? null : (
          <span className={tone === "neutral" ? "text-ink-faint" : toneText[tone]}>
            <Icon name={icon} />
          </span>
        )}
      </p>
      <p
        className={`tabular mt-1.5 text-xl font-extrabold sm:text-2xl ${tone === "brick" ? "text-brick-700" : ""}`}
      >
        {foldable(value)}
      </p>
      {note === undefined ? null : (
        <p className={`mt-1 text-sm ${tone === "neutral" ? "text-ink-faint" : toneText[tone]}`}>{note}</p>
      )}
      {chart === undefined ? null : <div className="mt-3">{chart}</div>}
    </div>
  );
}
