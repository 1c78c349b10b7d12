/** Degrees of latitude per metre on the ground; a little too many, never too few. */
const DEGREES_PER_METRE = 180 / (Math.PI * 6_371_000);
// Wider than any rounding of the trigonometry below; a lot too many is looked at, none is missed.
const SLACK_DEGREES = 1e-5;
const DEGREES = 180 / Math.PI;
const ROWS_PER_REACH = 4;
const ROW_DEGREES_MIN = 0.01;
const ROW_DEGREES_MAX = 10;

/**
 * Places on a map in rows of latitude, each sorted from west to east, so that all places within reach of a point are
 * found without looking at the others. A map holds places of about the same reach; the rows fit it.
 */
export class LotMap {
  /** What was placed, in the order of the map. */
  readonly order: Int32Array;
  private readonly longitude: Float64Array;
  private readonly rowStart: Int32Array;
  private readonly firstRow: number;
  private readonly rowDegrees: number;
  private readonly reach: number;
  /** Stretches of `order` that `look` found: from, to, from, to … */
  private readonly found: Int32Array;

  /** `reachMetres` is the longest straight line at which one of the places still matters. */
  constructor(
    places: Int32Array,
    latitude: Float64Array,
    longitude: Float64Array,
    readonly reachMetres: number,
  ) {
    this.reach = reachMetres * DEGREES_PER_METRE;
    this.rowDegrees = Math.min(ROW_DEGREES_MAX, Math.max(ROW_DEGREES_MIN, this.reach / ROWS_PER_REACH));
    const rows = Int32Array.from(places, (place) => this.rowOf(latitude[place] as number));
    this.firstRow = rows.reduce((least, row) => Math.min(least, row), rows[0] ?? 0);
    const lastRow = rows.reduce((most, row) => Math.max(most, row), this.firstRow);
    this.rowStart = new Int32Array(lastRow - this.firstRow + 2);
    for (const row of rows) {
      const next = row - this.firstRow + 1;
      this.rowStart[next] = (this.rowStart[next] as number) + 1;
    }
    for (let row = 1; row < this.rowStart.length; row++)
      this.rowStart[row] = (this.rowStart[row] as number) + (this.rowStart[row - 1] as number);
    const rank = Int32Array.from({ length: places.length }, (_, at) => at).sort(
      (a, b) =>
        (rows[a] as number) - (rows[b] as number) ||
        (longitude[places[a] as number] as number) - (longitude[places[b] as number] as number) ||
        a - b,
    );
    this.order = rank.map((at) => places[at] as number);
    this.longitude = Float64Array.from(this.order, (place) => longitude[place] as number);
    const rowsWithin = Math.ceil((2 * (this.reach + SLACK_DEGREES)) / this.rowDegrees) + 2;
    this.found = new Int32Array(2 * Math.min(rowsWithin, this.rowStart.length));
  }

  /**
   * Stretches of `order`, as from, to, from, to …, that together hold every place within reach of the point, and some
   * beyond; valid until the next look. Does not look across the date line.
   */
  look(latitude: number, longitude: number): Int32Array {
    const reach = this.reach + SLACK_DEGREES;
    const farthest = Math.cos(Math.min(90, Math.abs(latitude) + reach) / DEGREES);
    const sine = reach >= 180 ? 1 : Math.sin(reach / DEGREES / 2) / Math.max(farthest, 1e-12);
    const side = (sine >= 1 ? 180 : 2 * Math.asin(sine) * DEGREES) + SLACK_DEGREES;
    const first = Math.max(0, this.rowOf(latitude - reach) - this.firstRow);
    const last = Math.min(this.rowStart.length - 2, this.rowOf(latitude + reach) - this.firstRow);
    let used = 0;
    for (let row = first; row <= last; row++) {
      const end = this.rowStart[row + 1] as number;
      const from = this.firstFrom(longitude - side, this.rowStart[row] as number, end);
      const to = this.firstFrom(longitude + side, from, end);
      if (from === to) continue;
      this.found[used++] = from;
      this.found[used++] = to;
    }
    return this.found.subarray(0, used);
  }

  private rowOf(latitude: number): number {
    return Math.floor(Math.max(-90, Math.min(90, latitude)) / this.rowDegrees);
  }

  /** The first position in `[low, high)` that lies at this longitude or east of it. */
  private firstFrom(longitude: number, low: number, high: number): number {
    let from = low;
    let to = high;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.longitude[middle] as number) < longitude) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** Maps of places, each holding those whose reach is within a factor of `REACH_STEP` of each other. */
export function mapsByReach(
  places: Int32Array,
  latitude: Float64Array,
  longitude: Float64Array,
  reachMetres: (place: number) => number,
): LotMap[] {
  const groups = new Map<number, { most: number; places: number[] }>();
  for (const place of places) {
    const reach = reachMetres(place);
    const step = Math.ceil(Math.log(Math.max(1, reach)) / Math.log(REACH_STEP));
    const group = groups.get(step);
    if (group === undefined) groups.set(step, { most: reach, places: [place] });
    else {
      group.most = Math.max(group.most, reach);
      group.places.push(place);
    }
  }
  return Array.from(
    groups.values(),
    (group) => new LotMap(Int32Array.from(group.places), latitude, longitude, group.most),
  );
}

// A wider step looks at more places in vain, a narrower one at more maps.
const REACH_STEP = 1.5;
