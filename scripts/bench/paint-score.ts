/** When a page first painted and painted most, in ms; how far things jumped; how long a tap would have waited, in ms. */
export type PaintFigures = {
  readonly first: number;
  readonly largest: number;
  readonly shift: number;
  readonly blocking: number;
};

/** Lighthouse 10 and later, mobile: the value of the best tenth of the web, that of its middle, and how much it counts. */
const CURVES = {
  first: { p10: 1_800, median: 3_000, weight: 10 },
  index: { p10: 3_387, median: 5_800, weight: 10 },
  largest: { p10: 2_500, median: 4_000, weight: 25 },
  blocking: { p10: 200, median: 600, weight: 30 },
  shift: { p10: 0.1, median: 0.25, weight: 25 },
} as const;

/** Where the complementary error function is a fifth. */
const INVERSE_ERFC_ONE_FIFTH = 0.906_193_802_436_823_2;

/** The error function, to seven digits (Abramowitz and Stegun 7.1.26). */
function erf(x: number): number {
  const t = 1 / (1 + 0.327_591_1 * Math.abs(x));
  const series =
    t *
    (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
  const y = 1 - series * Math.exp(-x * x);
  return x < 0 ? -y : y;
}

/** What share of the web is worse than this: one curve for each metric, 0.9 at its `p10` and 0.5 at its median. */
function shareWorse(
  value: number,
  { p10, median }: { readonly p10: number; readonly median: number },
): number {
  if (value <= 0) return 1;
  const standardised = (Math.log(value / median) * INVERSE_ERFC_ONE_FIFTH) / Math.log(median / p10);
  return (1 - erf(standardised)) / 2;
}

/** The performance score of these figures, 0 to 100, as Lighthouse's mobile profile weighs them. */
export function scoreOf(figures: PaintFigures): number {
  // Nothing is painted after the largest paint, so the page is as complete as it gets.
  const values = { ...figures, index: figures.largest };
  const kinds = Object.keys(CURVES) as (keyof typeof CURVES)[];
  const sum = kinds.reduce(
    (all, kind) => all + CURVES[kind].weight * shareWorse(values[kind], CURVES[kind]),
    0,
  );
  return Math.round(sum);
}
