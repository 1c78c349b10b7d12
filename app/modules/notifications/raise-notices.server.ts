import { z } from "zod";
import type { Call } from "#app/kernel/call.ts";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { queueMails } from "#app/platform/mail-out.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { notices } from "#db/schema/notifications.ts";
import type { FoundKind, NoticeFacts } from "./notice.ts";
import { foundKinds, noticeFacts } from "./notice-facts-reads.server.ts";
import { writtenNotice } from "./notice-mail.server.ts";
import { readersOf } from "./notice-reads.server.ts";

const RaiseNotices = z.object({ kind: z.enum(foundKinds), subjectId: z.string().min(1) });

// The sellers of a nation's night are told of it by one deed; a statement takes so many of them.
const TOLD_AT_ONCE = 2_000;

/**
 * Tells everyone whom a piece of news concerns: one notice per organisation, and a mail to those of its people who may
 * do something about it, in their language. Told once, however often the news is heard.
 */
export const raiseNotices = command({
  name: "notifications.raise",
  input: RaiseNotices,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("notifications.forbidden");
  },
  run: async (tx, call, { kind, subjectId }) => {
    const facts = await noticeFacts(kind, subjectId, tx);
    let told = 0;
    for (let from = 0; from < facts.length; from += TOLD_AT_ONCE) {
      const raised = await raise(tx, call, kind, facts.slice(from, from + TOLD_AT_ONCE));
      const readers = await readersOf(kind, new Set(raised.map(({ organisationId }) => organisationId)), tx);
      const mails = raised.flatMap((each) =>
        (readers.get(each.organisationId) ?? []).map((reader) => writtenNotice(kind, each, reader)),
      );
      await queueMails(tx, call, mails);
      told += raised.length;
    }
    return { told };
  },
});

/** Writes the notices that were not told before, and answers those. */
async function raise(
  tx: Transaction,
  call: Call,
  kind: FoundKind,
  facts: readonly NoticeFacts[],
): Promise<NoticeFacts[]> {
  const byId = new Map(facts.map((each) => [newId("notice"), each]));
  const raised = await tx
    .insert(notices)
    .values(
      Array.from(byId, ([id, each]) => ({
        ...{ id, kind, createdAt: call.at },
        ...each,
        params: { ...each.params },
      })),
    )
    .onConflictDoNothing()
    .returning({ id: notices.id });
  return raised.flatMap(({ id }) => byId.get(id) ?? []);
}
