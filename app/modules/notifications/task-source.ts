import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";

/** At most so many tasks of one kind are listed; the rest follow when these are done. */
export const TASKS_MAX = 20;

/** For whom tasks are looked up. */
export type TaskScope = {
  readonly organisationId: string;
  readonly personId: string;
  readonly cityCode: string;
  readonly zone: TimeZone;
  readonly today: BusinessDay;
  readonly at: Date;
};
