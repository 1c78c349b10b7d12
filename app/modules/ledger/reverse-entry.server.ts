import { eq, sql } from "drizzle-orm";
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
    .select({ id: postings.id })
    .from(postings)
    .where(eq(postings.entryId, input.entryId))
    .orderBy(postings.position);
  const entryId = newId("entry");
  const [mirror] = await onOpenDays(tx, call, [
    { organisationId: original.organisationId, occurredOn: input.occurredOn },
  ]);
  invariant(mirror, "one asked, one answered");
  // In one statement: the database takes no entry without its lines.
  await sayingClosed([mirror], () =>
    tx.execute(sql`
      with head as (
        insert into ${entries} (id, organisation_id, kind, subject_id, occurred_on, recorded_at, narration, reverses_id)
        values (${entryId}, ${original.organisationId}, ${input.kind}, ${original.subjectId}, ${mirror.occurredOn}::date,
          ${call.at.toISOString()}::timestamptz, ${input.narration}, ${original.id})
      )
      insert into ${postings} (id, entry_id, account_id, position, amount, occurred_on)
      select l.id, ${entryId}, p.account_id, p.position, -p.amount, ${mirror.occurredOn}::date
      from unnest(${sql.param(lines.map(() => newId("posting")))}::text[], ${sql.param(lines.map((line) => line.id))}::text[])
        as l (id, mirrors)
      join ${postings} p on p.id = l.mirrors`),
  );
  return entryId;
}
