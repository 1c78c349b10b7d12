import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import { Conflict } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { sessions } from "#db/schema/identity.ts";
import { actingPerson } from "./acting-person.ts";
import { SecondFactorCode } from "./person.schema.ts";
import { takeSecondFactor } from "./second-factor.server.ts";
import { SESSION_IDLE_MS } from "./session-upkeep.server.ts";

const CompleteSession = z.object({
  sessionId: idOf("session"),
  code: SecondFactorCode,
  /** The session goes on under a new token: the one from before the second factor opens nothing any more. */
  tokenHash: z.string().length(64),
});

/** Takes the second factor of a session that waits for it. Refuses a wrong code, and a right one used before. */
export const completeSession = command({
  name: "identity.completeSession",
  input: CompleteSession,
  secret: ["code", "tokenHash"],
  subject: (input) => input.sessionId,
  isolation: "read committed",
  permit: async (_tx, call) => {
    actingPerson(call);
  },
  run: async (tx, call, input) => {
    const personId = actingPerson(call);
    await takeSecondFactor(tx, call, personId, input.code);
    const completed = await tx
      .update(sessions)
      .set({
        tokenHash: input.tokenHash,
        completedAt: call.at,
        lastSeenAt: call.at,
        expiresAt: new Date(call.at.getTime() + SESSION_IDLE_MS),
      })
      .where(
        and(
          eq(sessions.id, input.sessionId),
          eq(sessions.personId, personId),
          isNull(sessions.completedAt),
          gt(sessions.expiresAt, call.at),
        ),
      )
      .returning({ id: sessions.id });
    if (completed.length === 0) throw new Conflict("identity.sessionOver");
    return { sessionId: input.sessionId };
  },
});
