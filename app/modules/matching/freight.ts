/** The vehicles that goods go out on, and what a tonne on each costs to be carried a kilometre, in rupiah. */
const RUPIAH_PER_TONNE_KM = { motorcycle: 9_000, pickup: 4_000, truck: 1_800 } as const;

export type VehicleClass = keyof typeof RUPIAH_PER_TONNE_KM;

/**
 * Milli-rupiah that a base unit costs to be carried 1,000 km, for `LotRows.freight`. A tonne over a kilometre costs as
 * many rupiah as a gram over 1,000 km costs milli-rupiah; a piece counts with its weight.
 */
export function freightMilliPer1000Km(vehicle: VehicleClass, gramsPerBase = 1): number {
  return Math.ceil(RUPIAH_PER_TONNE_KM[vehicle] * gramsPerBase);
}
