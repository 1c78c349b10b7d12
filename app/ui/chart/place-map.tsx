import { ChartFigure } from "#app/ui/chart/figure.tsx";
import { layPlaces, MAP_HEIGHT, MAP_WIDTH, type MapPlace } from "#app/ui/chart/place-map-layout.ts";

export type MarkedPlace = MapPlace & {
  /** What stands in its mark: a number or a letter, as in the table. */
  readonly mark: string;
  readonly tone?: "leaf" | "rice" | undefined;
};

export type PlaceMapProps = {
  readonly title: string;
  /** What the map shows, in a sentence: read out instead of it. */
  readonly description: string;
  readonly places: readonly MarkedPlace[];
  /** From which place to which; `weight` between 0 and 1 makes a line thicker. */
  readonly ways: readonly {
    readonly from: string;
    readonly to: string;
    readonly weight?: number | undefined;
  }[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const MARK = 11;

/** Places and the ways between them, drawn to scale without a map underneath; the same facts stand in the table. */
export function PlaceMap({ title, description, places, ways, head, rows }: PlaceMapProps) {
  const laid = new Map(layPlaces(places).map((place) => [place.key, place]));
  const lines = ways.flatMap(({ from, to, weight = 0 }) => {
    const [a, b] = [laid.get(from), laid.get(to)];
    return a && b && from !== to ? [{ key: `${from} ${to}`, a, b, weight }] : [];
  });
  return (
    <ChartFigure title={title} description={description} head={head} rows={rows}>
      <svg
        viewBox={`0 0 ${MAP_WIDTH} ${MAP_HEIGHT}`}
        className="w-full max-w-xl rounded-md bg-sunken"
        aria-hidden="true"
      >
        {lines.map(({ key, a, b, weight }) => (
          <Way key={key} a={a} b={b} weight={weight} />
        ))}
        {places.map((place) => {
          const at = laid.get(place.key);
          return at ? <Mark key={place.key} x={at.x} y={at.y} place={place} /> : null;
        })}
      </svg>
    </ChartFigure>
  );
}

type Spot = { readonly x: number; readonly y: number };

/** A line with a head halfway, so that the direction is seen at both ends. */
function Way({ a, b, weight }: { readonly a: Spot; readonly b: Spot; readonly weight: number }) {
  const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const head = 5 + 3 * weight;
  return (
    <g className="stroke-leaf-500 text-leaf-500" strokeWidth={1.5 + 4 * weight} fill="none">
      <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} />
      <path
        d={`M-5 ${-head} L6 0 L-5 ${head} Z`}
        transform={`translate(${x} ${y}) rotate(${angle})`}
        fill="currentColor"
        stroke="none"
      />
    </g>
  );
}

function Mark({ x, y, place }: Spot & { readonly place: MarkedPlace }) {
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r={MARK}
        strokeWidth={2}
        className={place.tone === "rice" ? "fill-rice-100 stroke-rice-500" : "fill-card stroke-leaf-600"}
      />
      <text x={x} y={y} dy="0.36em" textAnchor="middle" fontSize={11} fontWeight={700} className="fill-ink">
        {place.mark}
      </text>
    </g>
  );
}
