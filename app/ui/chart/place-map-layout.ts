/** A place on a map, in degrees. */
export type MapPlace = { readonly key: string; readonly latitude: number; readonly longitude: number };
export type LaidPlace = { readonly key: string; readonly x: number; readonly y: number };

export const MAP_WIDTH = 360;
export const MAP_HEIGHT = 240;
const EDGE = 26;
const APART = 24;
/** Closer together than this (about a kilometre) places are not blown up to fill the map. */
const LEAST_DEGREES = 0.01;

/**
 * Places as points of a picture of `MAP_WIDTH` × `MAP_HEIGHT`, north up, as large as fits, one degree east as long as it is
 * at their middle latitude. Of places that would cover each other the later ones are moved aside until their marks can be
 * told apart, so that none is hidden; on a map of a round it is the order that counts.
 */
export function layPlaces(places: readonly MapPlace[]): LaidPlace[] {
  if (places.length === 0) return [];
  const latitudes = places.map((place) => place.latitude);
  const narrow = Math.cos((((Math.min(...latitudes) + Math.max(...latitudes)) / 2) * Math.PI) / 180);
  const flat = places.map((place) => ({ key: place.key, x: place.longitude * narrow, y: -place.latitude }));
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const span = (values: readonly number[]) =>
    Math.max(LEAST_DEGREES, Math.max(...values) - Math.min(...values));
  const [xs, ys] = [flat.map((place) => place.x), flat.map((place) => place.y)];
  const scale = Math.min((MAP_WIDTH - 2 * EDGE) / span(xs), (MAP_HEIGHT - 2 * EDGE) / span(ys));
  const laid: LaidPlace[] = [];
  for (const place of flat)
    laid.push(
      aside(
        {
          key: place.key,
          x: Math.round(MAP_WIDTH / 2 + (place.x - middle(xs)) * scale),
          y: Math.round(MAP_HEIGHT / 2 + (place.y - middle(ys)) * scale),
        },
        laid,
      ),
    );
  return laid;
}

const DIRECTIONS = 8;

/** The nearest free spot around a point, ring by ring, beginning in the east; the point itself when it is free or nothing else is. */
function aside(place: LaidPlace, taken: readonly LaidPlace[]): LaidPlace {
  const isFree = ({ x, y }: LaidPlace) =>
    x >= EDGE / 2 &&
    x <= MAP_WIDTH - EDGE / 2 &&
    y >= EDGE / 2 &&
    y <= MAP_HEIGHT - EDGE / 2 &&
    taken.every((other) => Math.hypot(other.x - x, other.y - y) >= APART);
  if (isFree(place)) return place;
  for (let ring = 1; ring <= 4; ring += 1)
    for (let at = 0; at < DIRECTIONS * ring; at += 1) {
      const angle = (2 * Math.PI * at) / (DIRECTIONS * ring);
      const tried = {
        key: place.key,
        x: Math.round(place.x + ring * APART * Math.cos(angle)),
        y: Math.round(place.y + ring * APART * Math.sin(angle)),
      };
      if (isFree(tried)) return tried;
    }
  return place;
}
