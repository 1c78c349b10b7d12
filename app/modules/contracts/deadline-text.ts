import { momentOf, type TimeZone } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";

/**
 * A day and an hour of the form as the moment that a command reads; what cannot be read is passed on as it was
 * typed, so that the command refuses it beside its field.
 */
export function deadlineText(
  day: string | undefined,
  time: string | undefined,
  zone: TimeZone,
): string | undefined {
  if (day === undefined || time === undefined) return undefined;
  const onDay = BusinessDayText.safeParse(day);
  if (!onDay.success || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return `${day} ${time}`;
  return momentOf(onDay.data, time, zone).toISOString();
}
