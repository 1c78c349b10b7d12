import { pathThrough, shareOf } from "#app/ui/chart/scale.ts";
import { type Tone, toneFill } from "#app/ui/tone.ts";

export type SparkProps = {
  readonly values: readonly (number | null)[];
  /** What the little line says: "Harga naik dari Rp 14.000 ke Rp 15.500 dalam 14 hari". The words are its table. */
  readonly label: string;
  readonly tone?: Tone | undefined;
};

/** A line as small as a word: which way it goes, no more. */
export function Spark({ values, label, tone = "leaf" }: SparkProps) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const points = values.map((value, at): [number, number] | null =>
    value === null
      ? null
      : [
          values.length < 2 ? 60 : (at / (values.length - 1)) * 120,
          high === low ? 14 : 26 - shareOf(value, low, high) * 24,
        ],
  );
  const end = points.findLast((point) => point !== null);
  const stroke = {
    fill: "none",
    stroke: toneFill[tone],
    vectorEffect: "non-scaling-stroke",
    strokeLinecap: "round",
    strokeLinejoin: "round",
  } as const;
  return (
    <svg
      viewBox="-3 0 126 28"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className="h-8 w-full overflow-visible"
    >
      <title>{label}</title>
      <path d={pathThrough(points)} {...stroke} strokeWidth={2} />
      {end ? <path d={`M${end[0]} ${end[1]}h0.01`} {...stroke} strokeWidth={7} /> : null}
    </svg>
  );
}
