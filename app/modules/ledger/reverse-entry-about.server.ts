import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { entriesAbout } from "./ledger-reads.server.ts";
import { reverseEntry } from "./reverse-entry.server.ts";

/**
 * Books the mirror of the one entry of a kind that was booked about a subject in one organisation's books; as `reverseEntry`. The mirror
 * is told in the words of the entry unless it has its own. That there is such an entry is for the caller to know. Answers
 * which entry it is.
 */
export async function reverseEntryAbout(
  tx: Transaction,
  call: Call,
  booked: { readonly organisationId: string; readonly subjectId: string; readonly kind: string },
  mirror: { readonly kind: string; readonly occurredOn: BusinessDay; readonly narration?: string },
): Promise<string> {
  const about = await entriesAbout([booked.organisationId], [booked.subjectId], tx);
  const entry = about.find(({ kind }) => kind === booked.kind);
  invariant(entry, "what is taken back was booked");
  await reverseEntry(tx, call, { entryId: entry.id, narration: entry.narration, ...mirror });
  return entry.id;
}
