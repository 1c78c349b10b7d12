import type { Point } from "../regions/distance.ts";

const EARTH_RADIUS_METRES = 6_371_008.8;
const ROW_DEGREES = 0.1;
// Wider than any rounding of the trigonometry below; a place too many is looked at, none is missed.
const SLACK_DEGREES = 1e-5;
const DEGREES = 180 / Math.PI;

type Placed = { readonly at: number; readonly point: Point };

/**
 * Places on a map in rows of a tenth of a degree, each sorted from west to east, so that all places near a point are
 * found without looking at the others.
 */
export class LineMap {
  private readonly rows = new Map<number, Placed[]>();

  constructor(places: readonly Placed[]) {
    for (const place of places) {
      const row = rowOf(place.point.latitude);
      const there = this.rows.get(row);
      if (there) there.push(place);
      else this.rows.set(row, [place]);
    }
    for (const row of this.rows.values())
      row.sort((a, b) => a.point.longitude - b.point.longitude || a.at - b.at);
  }

  /** Visits every place within `metres` of a point as the crow flies, and a few beyond. Does not look across the date line. */
  within({ latitude, longitude }: Point, metres: number, visit: (at: number) => void): void {
    const angle = metres / EARTH_RADIUS_METRES;
    const reach = angle * DEGREES + SLACK_DEGREES;
    const farthest = Math.cos(Math.min(90, Math.abs(latitude) + reach) / DEGREES);
    const sine = angle >= Math.PI ? 1 : Math.sin(angle / 2) / Math.max(farthest, 1e-12);
    const side = (sine >= 1 ? 180 : 2 * Math.asin(sine) * DEGREES) + SLACK_DEGREES;
    for (let row = rowOf(latitude - reach); row <= rowOf(latitude + reach); row++) {
      const places = this.rows.get(row);
      if (places === undefined) continue;
      for (let at = firstFrom(places, longitude - side); at < places.length; at++) {
        const place = places[at] as Placed;
        if (place.point.longitude > longitude + side) break;
        visit(place.at);
      }
    }
  }
}

function rowOf(latitude: number): number {
  return Math.floor(Math.max(-90, Math.min(90, latitude)) / ROW_DEGREES);
}

function firstFrom(places: readonly Placed[], longitude: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as Placed).point.longitude < longitude) low = middle + 1;
    else high = middle;
  }
  return low;
}
