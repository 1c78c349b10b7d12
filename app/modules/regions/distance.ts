/** A point on the map in degrees. */
export type Point = { readonly latitude: number; readonly longitude: number };

const EARTH_RADIUS_METRES = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres between two points as the crow flies, rounded to whole metres. */
export function metresBetween(a: Point, b: Point): number {
  const north = Math.sin(radians(b.latitude - a.latitude) / 2);
  const east = Math.sin(radians(b.longitude - a.longitude) / 2);
  const chord = north ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * east ** 2;
  return Math.round(2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord))));
}

/** Roads wind: what planners on Java add to the straight line, in tenths. */
const ROAD_TENTHS = 13;

/** A fair guess of the metres by road between two points, for planning and for delivery radius. */
export function roadMetresBetween(a: Point, b: Point): number {
  return Math.round((metresBetween(a, b) * ROAD_TENTHS) / 10);
}
