import { m } from "#app/i18n/paraglide/messages.js";
import { ChartFigure } from "#app/ui/chart/figure.tsx";
import { shareOf } from "#app/ui/chart/scale.ts";
import { Icon } from "#app/ui/icon.tsx";
import { type Tone, toneFill } from "#app/ui/tone.ts";

export type Bar = {
  readonly key: string;
  readonly label: string;
  /** For the length only; the words are in `display`. */
  readonly value: number;
  readonly display: string;
  /** `brick` also draws a warning icon: colour is never the only signal. */
  readonly tone?: Tone | undefined;
};

export type BarsProps = {
  readonly title: string;
  readonly description: string;
  readonly bars: readonly Bar[];
  /** Column headings of the table: what the bars are, what their lengths mean. */
  readonly head: readonly [string, string];
  /** A line across all bars: capacity, ceiling, goal. */
  readonly limit?: { readonly value: number; readonly label: string } | undefined;
};

/** Compares a handful of things by length. */
export function Bars({ title, description, bars, head, limit }: BarsProps) {
  const top = Math.max(limit?.value ?? 0, ...bars.map((bar) => bar.value), 0);
  const at = (value: number) => `${(shareOf(value, 0, top) * 100).toFixed(2)}%`;
  return (
    <ChartFigure
      title={title}
      description={description}
      head={head}
      rows={bars.map((bar) => [bar.label, bar.display])}
      legend={
        limit === undefined ? null : (
          <span className="flex items-center gap-1.5 text-sm text-ink-soft">
            <svg width={14} height={14} aria-hidden="true">
              <line
                x1={7}
                x2={7}
                y1={0}
                y2={14}
                stroke="var(--color-ink)"
                strokeWidth={2}
                strokeDasharray="3 2"
              />
            </svg>
            {limit.label}
          </span>
        )
      }
    >
      {bars.length === 0 ? (
        <p className="py-4 text-ink-faint">{m.kit_chart_nothing()}</p>
      ) : (
        <ul className="grid gap-2.5">
          {bars.map((bar) => (
            <li
              key={bar.key}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 sm:grid-cols-[9rem_minmax(0,1fr)_6.5rem] lg:grid-cols-[11rem_minmax(0,1fr)_7rem]"
            >
              <span className="min-w-0 truncate text-sm">{bar.label}</span>
              <span
                className={`tabular flex items-center justify-end gap-1 text-right text-sm font-bold sm:order-last ${bar.tone === "brick" ? "text-brick-700" : ""}`}
              >
                {bar.tone === "brick" ? <Icon name="alert" size={14} /> : null}
                {bar.display}
              </span>
              <svg width="100%" height={16} className="max-sm:col-span-2" aria-hidden="true">
                <rect width="100%" height={10} y={3} rx={5} fill="var(--color-sunken)" />
                <rect width={at(bar.value)} height={10} y={3} rx={5} fill={toneFill[bar.tone ?? "leaf"]} />
                {limit === undefined ? null : (
                  <line
                    x1={at(limit.value)}
                    x2={at(limit.value)}
                    y1={0}
                    y2={16}
                    stroke="var(--color-ink)"
                    strokeWidth={2}
                    strokeDasharray="3 2"
                  />
                )}
              </svg>
            </li>
          ))}
        </ul>
      )}
    </ChartFigure>
  );
}
