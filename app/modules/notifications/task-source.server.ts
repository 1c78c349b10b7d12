import type { BusinessDay, TimeZone } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import type { Task } from "./task.ts";

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

/** Finds the tasks of one or two kinds that wait in an organisation. */
export type TaskSource = (scope: TaskScope, on: Executor) => Promise<Task[]>;
