import { shareOf } from "#app/ui/chart/scale.ts";
import { type Tone, toneFill, toneText } from "#app/ui/tone.ts";

export type GaugeProps = {
  readonly title: string;
  readonly value: number;
  readonly max: number;
  /** The figure in the middle: "Rp 9.350". */
  readonly display: string;
  /** Under the figure: "dari pagu Rp 10.000". */
  readonly note: string;
  readonly tone?: Tone | undefined;
  /** A mark on the arc: the cap, when the arc goes beyond it. */
  readonly limit?: number | undefined;
};

const CENTRE = 100;
const RADIUS = 84;

function onArc(share: number, radius: number): string {
  const angle = Math.PI * (1 - share);
  return `${(CENTRE + radius * Math.cos(angle)).toFixed(1)} ${(CENTRE - radius * Math.sin(angle)).toFixed(1)}`;
}

/** One value against its limit: cost per portion under the cap, budget used. The words in the middle are its table. */
export function Gauge({ title, value, max, display, note, tone = "leaf", limit }: GaugeProps) {
  const share = shareOf(value, 0, max);
  const arc = `M${onArc(0, RADIUS)}A${RADIUS} ${RADIUS} 0 0 1 ${onArc(1, RADIUS)}`;
  const mark = limit === undefined ? null : shareOf(limit, 0, max);
  return (
    <figure className="mx-auto w-full max-w-56 text-center">
      <div className="relative" role="img" aria-label={`${title}: ${display}, ${note}`}>
        <svg viewBox="0 0 200 112" aria-hidden="true" className="w-full">
          <path d={arc} fill="none" stroke="var(--color-line)" strokeWidth={16} strokeLinecap="round" />
          {share === 0 ? null : (
            <path
              d={arc}
              pathLength={100}
              strokeDasharray={`${(share * 100).toFixed(1)} 200`}
              fill="none"
              stroke={toneFill[tone]}
              strokeWidth={16}
              strokeLinecap="round"
            />
          )}
          {mark === null ? null : (
            <path
              d={`M${onArc(mark, RADIUS - 12)}L${onArc(mark, RADIUS + 12)}`}
              stroke="var(--color-ink)"
              strokeWidth={3}
              strokeLinecap="round"
            />
          )}
        </svg>
        <div className="absolute inset-x-0 bottom-0" aria-hidden="true">
          <p
            className={`tabular text-xl font-extrabold tracking-tight ${tone === "brick" ? "text-brick-700" : ""}`}
          >
            {display}
          </p>
        </div>
      </div>
      <figcaption className="mt-1">
        <span className={`block text-sm ${tone === "leaf" ? "text-ink-soft" : toneText[tone]}`}>{note}</span>
        <span className="mt-1 block font-semibold">{title}</span>
      </figcaption>
    </figure>
  );
}
