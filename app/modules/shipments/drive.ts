import { believedTime } from "#app/kernel/believed-time.ts";

/** What a driver's page is about: his stops in order, and what he says at each. Pure. */
export const stopKinds = ["pickup", "gate", "dropoff"] as const;
export type StopKind = (typeof stopKinds)[number];

export const driverDeeds = ["arrived", "loaded", "handed"] as const;
export type DriverDeed = (typeof driverDeeds)[number];

/** What can be said at a stop, in order: goods are taken in where they are fetched, and given where they end. */
export function deedsAt(kind: StopKind): readonly DriverDeed[] {
  switch (kind) {
    case "pickup":
      return ["arrived", "loaded"];
    case "gate":
      return ["arrived"];
    case "dropoff":
      return ["arrived", "handed"];
  }
}

/** As believedTime, and nothing is received before it left. */
export function believedReceipt(said: Date | null, leftAt: Date | null, toldAt: Date): Date {
  const at = believedTime(said, toldAt);
  return leftAt !== null && at < leftAt && leftAt <= toldAt ? leftAt : at;
}

/** Numbers the calls at each place: a kitchen with two windows is called at twice, and each call is a stop of its own. */
export function withRounds<Stop extends { readonly kind: StopKind; readonly organisationId: string }>(
  stops: readonly Stop[],
): (Stop & { readonly round: number })[] {
  return stops.map((stop, at) => ({
    ...stop,
    round:
      1 +
      stops.slice(0, at).filter((one) => one.kind === stop.kind && one.organisationId === stop.organisationId)
        .length,
  }));
}
