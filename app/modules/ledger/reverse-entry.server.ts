import { eq } from "drizzle-orm";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Call } from "#app/kernel/call.ts";
import { invariant, Missing } from "#app/kernel/errors.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { entries, postings } from "#db/schema/ledger.ts";
import { onOpenDays, sayingClosed } from "./open-month.server.ts";

/**
 * Books the mirror of an entry, in the caller's transaction. Nothing is ever taken out of the books: what was wrong
 * stays, and its mirror stands beside it. An entry is reversed once (unique index); a second try is a unique violation. The mirror
 * stands in an open month, as any entry does.
 */
export async function reverseEntry(
  tx: Transaction,
  call: Call,
  input: {
    readonly entryId: string;
    readonly kind: string;
    readonly occurredOn: BusinessDay;
    readonly narration: string;
  },
): Promise<string> {
  const [original] = await tx.select().from(entries).where(eq(entries.id, input.entryId));
  if (!original) throw new Missing("ledger.missing");
  const lines = await tx
    .select()
    .from(postings)
    .where(eq(postings.entryId, input.entryId))
    .orderBy(postings.position);
  const entryId = newId("entry");
  const [mirror] = await onOpenDays(tx, call, [
    { organisationId: original.organisationId, occurredOn: input.occurredOn },
  ]);
  invariant(mirror, "one asked, one answered");
  await tx.insert(entries).values({
    id: entryId,
    organisationId: original.organisationId,
    kind: input.kind,
    subjectId: original.subjectId,
    occurredOn: mirror.occurredOn,
    recordedAt: call.at,
    narration: input.narration,
    reversesId: original.id,
  });
  await sayingClosed([mirror], () =>
    tx.insert(postings).values(
      lines.map((line) => ({
        id: newId("posting"),
        entryId,
        accountId: line.accountId,
        position: line.position,
        amount: -line.amount,
        occurredOn: mirror.occurredOn,
      })),
    ),
  );
  return entryId;
}
