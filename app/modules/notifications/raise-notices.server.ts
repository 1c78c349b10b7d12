import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { env } from "#app/platform/env.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { notices } from "#db/schema/notifications.ts";
import { noticeAddress, noticeKinds } from "./notice.ts";
import { noticeFacts } from "./notice-facts-reads.server.ts";
import { readersOf } from "./notice-reads.server.ts";
import { saidNotice } from "./notice-words.ts";

const RaiseNotices = z.object({ kind: z.enum(noticeKinds), subjectId: z.string().min(1) });

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
    let told = 0;
    for (const facts of await noticeFacts(kind, subjectId, tx)) {
      const raised = await tx
        .insert(notices)
        .values({ id: newId("notice"), kind, ...facts, params: { ...facts.params }, createdAt: call.at })
        .onConflictDoNothing()
        .returning({ id: notices.id });
      if (raised.length === 0) continue;
      told += 1;
      for (const reader of await readersOf(kind, facts.organisationId, tx)) {
        const sentence = saidNotice(kind, facts.params, reader.locale);
        const link = `${env().BASE_URL}${noticeAddress(reader.slug, facts.path)}`;
        await queueMail(tx, call, {
          to: reader.email,
          subject: sentence.slice(0, 120),
          body: `${sentence}\n\n${link}\n`,
        });
      }
    }
    return { told };
  },
});
