import { Invalid } from "#app/kernel/errors.ts";
import { isUnstorableText } from "#db/sql-state.ts";

/** The refusal that an error means when the database could not take a text as text; null for anything else. */
export function unreadableIn(error: unknown): Invalid | null {
  return isUnstorableText(error) ? new Invalid({}) : null;
}
