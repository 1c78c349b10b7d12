import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { command } from "#app/platform/command.server.ts";
import { queueMail } from "#app/platform/mail-out.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { notices } from "#db/schema/notifications.ts";
import { carriedKinds } from "./notice.ts";
import { writtenNotice } from "./notice-mail.server.ts";
import { readerIn } from "./notice-reads.server.ts";

const TellAsker = z.object({
  kind: z.enum(carriedKinds),
  organisationId: z.string().min(1),
  personId: z.string().min(1),
  subjectId: z.string().min(1),
  path: z.string().min(1),
  params: z.record(z.string(), z.string()),
});

/**
 * Tells one person that what they asked for is there: a notice that only they see, and a mail. Told once, however often the news is
 * heard; whoever left the organisation meanwhile is told nothing.
 */
export const tellAsker = command({
  name: "notifications.tellAsker",
  input: TellAsker,
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("notifications.forbidden");
  },
  run: async (tx, call, { personId, ...news }) => {
    const reader = await readerIn(news.organisationId, personId, tx);
    if (!reader) return { told: 0 };
    const raised = await tx
      .insert(notices)
      .values({ id: newId("notice"), personId, createdAt: call.at, ...news })
      .onConflictDoNothing()
      .returning({ id: notices.id });
    if (raised.length > 0) await queueMail(tx, call, writtenNotice(news.kind, news, reader));
    return { told: raised.length };
  },
});
