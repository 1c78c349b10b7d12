import type { Kabupaten } from "./kabupaten.ts";
import { Lottery, type Random } from "./random.ts";

/** Where a kitchen or a koperasi is. */
export type Household = {
  /** Position of its kabupaten in the list. */
  readonly area: number;
  readonly latitude: number;
  readonly longitude: number;
};

const KM_PER_DEGREE = 111.2;
// A kabupaten of the far east is larger than any delivery; its people and fields lie around its centre all the same.
const RADIUS_KM_MAX = 60;

/** Settles so many: with the people, close to the centres, or with the villages, over the whole land. */
export function settle(
  random: Random,
  areas: readonly Kabupaten[],
  count: number,
  by: "people" | "villages",
): Household[] {
  const lottery = new Lottery(
    areas.map(({ population, villages }) => (by === "people" ? population : villages)),
  );
  return Array.from({ length: count }, () => {
    const area = lottery.draw(random);
    const home = areas[area] as Kabupaten;
    const radius = Math.min(RADIUS_KM_MAX, Math.sqrt(home.area / Math.PI));
    const far =
      by === "people" ? radius * 0.45 * Math.abs(random.normal()) : radius * Math.sqrt(random.next());
    const angle = 2 * Math.PI * random.next();
    const north = (far * Math.sin(angle)) / KM_PER_DEGREE;
    const east = (far * Math.cos(angle)) / KM_PER_DEGREE / Math.cos((home.latitude * Math.PI) / 180);
    return {
      area,
      latitude: Math.round((home.latitude + north) * 1e5) / 1e5,
      longitude: Math.round((home.longitude + east) * 1e5) / 1e5,
    };
  });
}
