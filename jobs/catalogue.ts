import type { Reaction } from "./reaction.ts";
import type { Schedule } from "./schedule.ts";

/** Everything the worker does, in one list: adding a job is one file and one line here. */
export type Catalogue = {
  readonly reactions: readonly Reaction[];
  readonly schedules: readonly Schedule[];
};

export const catalogue: Catalogue = {
  reactions: [],
  schedules: [],
};
