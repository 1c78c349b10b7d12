import { type BusinessDay, dayOf } from "#app/kernel/calendar.ts";
import { now } from "#app/platform/clock.server.ts";

/** The day it is for somebody of whom nothing is known: that of the capital. */
export function today(): BusinessDay {
  return dayOf(now(), "Asia/Jakarta");
}
