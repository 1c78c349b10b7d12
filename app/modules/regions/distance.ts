/** A point on the map in degrees. */
export type Point = { readonly latitude: number; readonly longitude: number };

/** A point of which both degrees are known; null otherwise. */
export function pointOf(place: {
  readonly latitude: number | null;
  readonly longitude: number | null;
}): Point | null {
  return place.latitude === null || place.longitude === null
    ? null
    : { latitude: place.latitude, longitude: place.longitude };
}

const EARTH_RADIUS_METRES = 6_371_008.8;
const DECIMETRES = 10;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * A point as seen from the middle of the earth, in whole decimetres. Between two such vectors a distance takes no
 * trigonometry, and the squared chord is an exact whole number over all of Indonesia: every machine and every language
 * finds the same metres.
 */
type EarthVector = { readonly x: number; readonly y: number; readonly z: number };

export function earthVector({ latitude, longitude }: Point): EarthVector {
  const radius = EARTH_RADIUS_METRES * DECIMETRES;
  const flat = radius * Math.cos(radians(latitude));
  return {
    x: Math.round(flat * Math.cos(radians(longitude))),
    y: Math.round(flat * Math.sin(radians(longitude))),
    z: Math.round(radius * Math.sin(radians(latitude))),
  };
}

const DIAMETER_SQUARED = (2 * EARTH_RADIUS_METRES * DECIMETRES) ** 2;
// Up to here (600 km) three terms of the arc's series are right to a millimetre.
const NEAR = 0.0025;

/** Whole metres along the ground over a chord of which the square is given in square decimetres. */
function metresOverChord(squared: number): number {
  const part = squared / DIAMETER_SQUARED;
  if (part < NEAR)
    return Math.round((Math.sqrt(squared) / DECIMETRES) * (1 + part / 6 + (3 * part * part) / 40));
  return Math.round(2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(part))));
}

/** Metres between two points as the crow flies, rounded to whole metres. */
export function metresBetween(a: Point, b: Point): number {
  return metresOverChord(squaredChord(a, b));
}

function squaredChord(a: Point, b: Point): number {
  const from = earthVector(a);
  const to = earthVector(b);
  return (from.x - to.x) ** 2 + (from.y - to.y) ** 2 + (from.z - to.z) ** 2;
}

/** Roads wind: what planners on Java add to the straight line, in tenths. */
const ROAD_TENTHS = 13;

/** `roadMetresBetween` for who holds the squared chord between two earth vectors, in square decimetres. */
export function roadMetresOverChord(squared: number): number {
  return Math.round((metresOverChord(squared) * ROAD_TENTHS) / 10);
}

/** A squared chord, in square decimetres, beyond which no road is as short as `roadMetres`. */
export function chordReach(roadMetres: number): number {
  // A chord is never longer than its arc; two metres more than enough for both roundings.
  return ((roadMetres * 10) / ROAD_TENTHS + 2) ** 2 * DECIMETRES ** 2;
}

// What an arc is longer than its chord, up to 600 km: less than this.
const ARC_OVER_CHORD = 1.0005;
const NEAR_METRES = 600_000;

/** A squared chord, in square decimetres, within which every road is as short as `roadMetres`; below zero when unknown. */
export function chordWithin(roadMetres: number): number {
  // Two metres more than enough for both roundings.
  const chord = ((roadMetres * 10) / ROAD_TENTHS - 2) / ARC_OVER_CHORD;
  return chord < 0 || chord > NEAR_METRES ? -1 : chord ** 2 * DECIMETRES ** 2;
}

/** A fair guess of the metres by road between two points, for planning and for delivery radius. */
export function roadMetresBetween(a: Point, b: Point): number {
  return roadMetresOverChord(squaredChord(a, b));
}
