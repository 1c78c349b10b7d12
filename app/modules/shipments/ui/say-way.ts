import { decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";

/** Metres as kilometres with one decimal. */
export function sayKm(metres: number): string {
  return decimalOf(BigInt(Math.round(metres / 100)), 10n);
}

/** Minutes at the wheel, in hours and minutes. */
export function sayHours(minutes: number): string {
  return m.shipments_hours({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
