import type { Cooling } from "../contracts/schedule.ts";

/**
 * Which goods travel in what: an open bed takes what bears a day on the road (eggs and greens, covered, among them), an
 * insulated box with ice also takes chilled goods, and only a refrigerated body takes frozen ones. Goods of different
 * temperatures never share a vehicle.
 */
export const vehicleBodies = ["open", "insulated", "refrigerated"] as const;
export type VehicleBody = (typeof vehicleBodies)[number];

/** How a commodity is stored, as the catalogue says it. */
export type StorageClass = "dry" | "ambient" | "cool" | "chilled" | "frozen";

/** What is as warm as each other: goods of one temperature may lie in one body. */
export type Temperature = "warm" | "cold" | "frozen";

const temperatures = {
  dry: "warm",
  ambient: "warm",
  cool: "warm",
  chilled: "cold",
  frozen: "frozen",
} as const satisfies Record<StorageClass, Temperature>;

const keeps = {
  open: ["warm"],
  insulated: ["warm", "cold"],
  refrigerated: ["warm", "cold", "frozen"],
} as const satisfies Record<VehicleBody, readonly Temperature[]>;

export function temperatureOf(storageClass: StorageClass): Temperature {
  return temperatures[storageClass];
}

/** Whether a body keeps goods as cold as they have to be. */
export function keepsCold(body: VehicleBody, storageClass: StorageClass): boolean {
  return (keeps[body] as readonly Temperature[]).includes(temperatureOf(storageClass));
}

const byWarmth = ["dry", "ambient", "cool", "chilled", "frozen"] as const satisfies readonly StorageClass[];

/** The warmest storage that a vehicle of this kind gives. */
const asked = {
  ambient: "dry",
  cool: "chilled",
  frozen: "frozen",
} as const satisfies Record<Cooling, StorageClass>;

/** How cold goods travel: as the catalogue stores them, and colder where the call-off wants a colder vehicle. */
export function storageOnTheRoad(storageClass: StorageClass, cooling: Cooling): StorageClass {
  return coldestOf([storageClass, asked[cooling]]);
}

/** The coldest of some; of none, what is stored dry. */
export function coldestOf(storageClasses: readonly StorageClass[]): StorageClass {
  const coldest = storageClasses.reduce((most, one) => Math.max(most, byWarmth.indexOf(one)), 0);
  return byWarmth[coldest] ?? "dry";
}
