import type { ReactNode } from "react";
import type { Tone } from "#app/ui/tone.ts";

export type ProgressProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** The figures in words: "120 dari 300 kg". */
  readonly display: string;
  readonly tone?: Tone | undefined;
  readonly note?: ReactNode | undefined;
};

const FILLS: Record<Tone, string> = {
  neutral: "bg-edge",
  leaf: "bg-leaf-500",
  rice: "bg-rice-400",
  brick: "bg-brick-600",
};

/** How far something has come: delivered of ordered, used of budget, rows of an import. */
export function Progress({ label, value, max, display, tone = "leaf", note }: ProgressProps) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{label}</span>
        <span className="tabular ml-auto text-right font-bold">{display}</span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={display}
        className="mt-1.5 h-2.5 overflow-hidden rounded-full bg-line"
      >
        <div className={`h-full rounded-full ${FILLS[tone]}`} style={{ width: `${share * 100}%` }} />
      </div>
      {note === undefined ? null : <p className="mt-1.5 text-sm text-ink-soft">{note}</p>}
    </div>
  );
}
