import type { Point } from "#app/modules/regions/distance.ts";

/** The centres of the cities where trade begins, to some hundred metres. Elsewhere a seller gives its own point. */
export const cityCentres: Readonly<Record<string, Point>> = {
  "35.71": { latitude: -7.8166, longitude: 112.0119 },
  "35.72": { latitude: -8.0955, longitude: 112.1609 },
  "35.73": { latitude: -7.9797, longitude: 112.6304 },
  "35.74": { latitude: -7.7543, longitude: 113.2159 },
  "35.76": { latitude: -7.4722, longitude: 112.4336 },
  "35.78": { latitude: -7.2575, longitude: 112.7521 },
  "31.71": { latitude: -6.1862, longitude: 106.8341 },
  "32.75": { latitude: -6.2349, longitude: 106.9896 },
  "32.76": { latitude: -6.4025, longitude: 106.7942 },
  "33.72": { latitude: -7.5755, longitude: 110.8243 },
  "62.71": { latitude: -2.2136, longitude: 113.9108 },
  "64.72": { latitude: -0.5022, longitude: 117.1536 },
};
