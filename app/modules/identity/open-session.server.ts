import { z } from "zod";
import { Forbidden } from "#app/kernel/errors.ts";
import { idOf } from "#app/kernel/ids.ts";
import { command } from "#app/platform/command.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { sessions } from "#db/schema/identity.ts";
import { SESSION_IDLE_MS, SESSION_PENDING_MS } from "./session-upkeep.server.ts";

const OpenSession = z.object({
  personId: idOf("person"),
  tokenHash: z.string().length(64),
  /** False: a second factor is due, and the session waits a few minutes for it. */
  isComplete: z.boolean(),
  userAgent: z.string().max(300).nullable(),
});

/** Begins a session for a person who has proven who they are; only sign-in itself may say so. */
export const openSession = command({
  name: "identity.openSession",
  input: OpenSession,
  secret: ["tokenHash"],
  permit: async (_tx, call) => {
    if (call.actor.kind !== "system") throw new Forbidden("kernel.forbidden");
  },
  run: async (tx, call, input) => {
    const sessionId = newId("session");
    const lifeMs = input.isComplete ? SESSION_IDLE_MS : SESSION_PENDING_MS;
    await tx.insert(sessions).values({
      id: sessionId,
      tokenHash: input.tokenHash,
      personId: input.personId,
      createdAt: call.at,
      lastSeenAt: call.at,
      expiresAt: new Date(call.at.getTime() + lifeMs),
      completedAt: input.isComplete ? call.at : null,
      userAgent: input.userAgent,
    });
    return { sessionId };
  },
});
