import { m } from "#app/i18n/paraglide/messages.js";
import { ChartFigure } from "#app/ui/chart/figure.tsx";
import { niceTicks, pathThrough, shareOf } from "#app/ui/chart/scale.ts";
import { type Tone, toneFill } from "#app/ui/tone.ts";

export type Series = {
  readonly name: string;
  /** One per label; null where nothing is known. */
  readonly values: readonly (number | null)[];
  readonly tone: Tone;
  /** True draws on across days without a figure: surveys that come on days of their own. */
  readonly joined?: boolean | undefined;
  /** Dashed for what is a limit and not a measurement: ceilings, plans. */
  readonly dashed?: boolean | undefined;
  /** Points that want attention, by position: days above the ceiling. */
  readonly alerts?: readonly number[] | undefined;
};

export type LineProps = {
  readonly title: string;
  readonly description: string;
  /** Along the bottom, in order: days, weeks. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly display: (value: number) => string;
  /** Where each label lies along the bottom, from 0 to 1; without it they stand equally far apart. */
  readonly at?: readonly number[] | undefined;
  /** Heading of the label column in the table. */
  readonly labelHead: string;
  /** False lets the axis start near the lowest value: prices. */
  readonly fromZero?: boolean | undefined;
};

const WIDTH = 1000;
const HEIGHT = 220;

/** How something moved over time, against its limits. */
export function Line({
  title,
  description,
  labels,
  series,
  display,
  labelHead,
  at: given,
  fromZero = false,
}: LineProps) {
  const known = series.flatMap((one) => one.values.filter((value) => value !== null));
  const low = fromZero ? Math.min(0, ...known) : Math.min(...known);
  const ticks = known.length === 0 ? [0, 1] : niceTicks(low, Math.max(...known));
  const bottom = ticks[0] ?? 0;
  const top = ticks.at(-1) ?? 1;
  // Figures are as wide as their longest: the lines begin where it ends.
  const gutter = `${Math.max(...ticks.map((tick) => display(tick).length)) + 1}ch`;
  const places = given ?? labels.map((_, at) => (labels.length < 2 ? 0.5 : at / (labels.length - 1)));
  const x = (at: number) => (places[at] ?? 0) * WIDTH;
  const y = (value: number) => HEIGHT - shareOf(value, bottom, top) * HEIGHT;
  return (
    <ChartFigure
      title={title}
      description={description}
      head={[labelHead, ...series.map((one) => one.name)]}
      rows={labels.map((label, at) => [label, ...series.map((one) => shown(one.values[at], display))])}
      legend={<Legend series={series} />}
    >
      {known.length === 0 ? (
        <p className="py-4 text-ink-faint">{m.kit_chart_nothing()}</p>
      ) : (
        <div className="tabular text-xs text-ink-faint">
          <div className="relative h-44 sm:h-56">
            {ticks.map((tick) => (
              <div
                key={tick}
                className="absolute inset-x-0 border-t border-line"
                style={{ bottom: `${shareOf(tick, bottom, top) * 100}%` }}
              >
                <span className="absolute -top-2 left-0 bg-card pr-1.5 leading-4">{display(tick)}</span>
              </div>
            ))}
            <svg
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              preserveAspectRatio="none"
              className="absolute inset-y-0 h-full overflow-visible"
              style={{ left: gutter, width: `calc(100% - ${gutter} - 0.25rem)` }}
              aria-hidden="true"
            >
              {series.map((one) => (
                <SeriesPath
                  key={one.name}
                  series={one}
                  points={one.values.map((value, at) => (value === null ? null : [x(at), y(value)]))}
                />
              ))}
            </svg>
          </div>
          <LabelRow labels={labels} places={places} gutter={gutter} />
        </div>
      )}
    </ChartFigure>
  );
}

function shown(value: number | null | undefined, display: (value: number) => string): string {
  return value === null || value === undefined ? "–" : display(value);
}

function SeriesPath({
  series,
  points,
}: {
  readonly series: Series;
  readonly points: readonly ([number, number] | null)[];
}) {
  const last = points.findLast((point) => point !== null);
  const dots =
    (series.alerts ?? []).flatMap((at) => points[at] ?? []).length === 0
      ? []
      : (series.alerts ?? []).map((at) => points[at] ?? null);
  const stroke = {
    fill: "none",
    stroke: toneFill[series.tone],
    vectorEffect: "non-scaling-stroke",
    strokeLinecap: "round",
    strokeLinejoin: "round",
  } as const;
  return (
    <g>
      <path
        d={pathThrough(series.joined ? points.filter((point) => point !== null) : points)}
        {...stroke}
        strokeWidth={series.dashed ? 2 : 2.5}
        {...(series.dashed ? { strokeDasharray: "6 5" } : {})}
      />
      {series.dashed || !last ? null : <path d={`M${last[0]} ${last[1]}h0.01`} {...stroke} strokeWidth={9} />}
      {dots.map((point) =>
        point === null ? null : (
          <path
            key={point.join()}
            d={`M${point[0]} ${point[1]}h0.01`}
            {...stroke}
            stroke={toneFill.brick}
            strokeWidth={11}
          />
        ),
      )}
    </g>
  );
}

function Legend({ series }: { readonly series: readonly Series[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
      {series.map((one) => (
        <li key={one.name} className="flex items-center gap-1.5">
          <svg width={22} height={8} aria-hidden="true">
            <line
              x1={1}
              x2={21}
              y1={4}
              y2={4}
              stroke={toneFill[one.tone]}
              strokeWidth={2.5}
              strokeLinecap="round"
              {...(one.dashed ? { strokeDasharray: "5 4" } : {})}
            />
          </svg>
          {one.name}
        </li>
      ))}
    </ul>
  );
}

const SHORT_LABEL = 7;
/** As much of the width as a label and the space beside it take, on a desk and on a phone. */
const DESK_GAP = 1 / 7;

/** On a phone the first and the last label, and the middle one where it is short; up to seven on a desk. */
function LabelRow({
  labels,
  places,
  gutter,
}: {
  readonly labels: readonly string[];
  readonly places: readonly number[];
  readonly gutter: string;
}) {
  const last = labels.length - 1;
  const middle = Math.round(last / 2);
  const isShort = labels.every((label) => label.length <= SHORT_LABEL);
  const isCentral = Math.abs((places[middle] ?? 0) - 0.5) < 0.2;
  const few = new Set(isShort && isCentral ? [0, middle, last] : [0, last]);
  const desk = apart(places);
  return (
    <div className="relative mt-2 mr-1 h-4" style={{ marginLeft: gutter }} aria-hidden="true">
      {labels.map((label, at) => {
        const onDesk = desk.has(at);
        if (!onDesk && !few.has(at)) return null;
        const hidden = few.has(at) ? (onDesk ? "" : "sm:hidden") : "max-sm:hidden";
        const anchor = at === 0 ? "" : at === last ? "-translate-x-full" : "-translate-x-1/2";
        return (
          <span
            key={label}
            className={`absolute whitespace-nowrap ${hidden} ${anchor}`}
            style={{ left: `${last === 0 ? 0 : (places[at] ?? 0) * 100}%` }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}

/** The first and the last, and of the rest those that leave each other room. */
function apart(places: readonly number[]): ReadonlySet<number> {
  const last = places.length - 1;
  const end = places[last] ?? 1;
  const shown = new Set([0, last]);
  // The first label begins at its place, the others lie across theirs.
  let before = (places[0] ?? 0) + DESK_GAP / 2;
  for (const [at, place] of places.entries()) {
    if (place - before < DESK_GAP || end - place < DESK_GAP) continue;
    shown.add(at);
    before = place;
  }
  return shown;
}
