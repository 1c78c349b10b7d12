import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { sessions } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";

/** Ends one of one's own sessions; one that is over already stays over. */
export const endSession = command({
  name: "identity.endSession",
  input: z.object({ sessionId: idOf("session") }),
  subject: (input) => input.sessionId,
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, input) => {
    const personId = actingPerson(call);
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, input.sessionId), eq(sessions.personId, personId)))
      .returning({ id: sessions.id });
    return { ended: ended.length };
  },
});

/** Signs a person out everywhere, but for one session when it is given. */
export async function endSessionsOf(
  tx: Transaction,
  personId: string,
  butSessionId: string | null,
): Promise<void> {
  await tx
    .delete(sessions)
    .where(
      and(eq(sessions.personId, personId), butSessionId === null ? undefined : ne(sessions.id, butSessionId)),
    );
}
