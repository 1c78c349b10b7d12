import { addDays, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { Period } from "#app/modules/oversight/supplier-reads.server.ts";

/** How far back one looks: a fortnight, as long as a kitchen's budget, a month, a quarter. */
export const ratingSpans = [14, 30, 90] as const;

/** The span that the address asks for, up to today; a month where it asks for none. */
export function spanAsked(
  request: Request,
  organisation: { readonly timeZone: TimeZone },
  at: Date,
): { readonly days: number; readonly period: Period } {
  const asked = Number(new URL(request.url).searchParams.get("hari"));
  const days = ratingSpans.find((span) => span === asked) ?? 30;
  const to = dayOf(at, organisation.timeZone);
  return { days, period: { from: addDays(to, -days), to } };
}
