import type { Permission } from "../identity/permission-names.ts";
import type { TaskKind } from "./task.ts";

/** Who is told of an event, in words for the table of docs/news.md, and which of their people get the mail. */
export type Told = {
  readonly told: string;
  /** Whoever holds any of these may act on it, and is written to. */
  readonly readers: readonly Permission[];
  /** The tasks that wait for somebody because of it. */
  readonly tasks?: readonly TaskKind[];
};

/** Why nobody is told: what happens instead, or where it is seen. */
type Silent = { readonly silent: string; readonly tasks?: readonly TaskKind[] };

export type Hearing = Told | Silent;
