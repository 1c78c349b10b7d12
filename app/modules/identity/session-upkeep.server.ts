import { and, eq, lt } from "drizzle-orm";
import { db, type Executor } from "#db/client.server.ts";
import { apiKeys, sessions } from "#db/schema/identity.ts";

const DAY_MS = 86_400_000;
/** Thirty days without a visit end a session. */
export const SESSION_IDLE_MS = 30 * DAY_MS;
/** A session whose second factor is due waits no longer than this. */
export const SESSION_PENDING_MS = 10 * 60_000;
const TOUCH_EVERY_MS = 10 * 60_000;
const KEY_TOUCH_EVERY_MS = 60_000;

/**
 * Notes that a session is in use and pushes its end away. Writes at most once in ten minutes: that a browser is still
 * there is no deed, so it passes by the door and leaves no audit row.
 */
export async function touchSession(
  session: { readonly sessionId: string; readonly lastSeenAt: Date; readonly isComplete: boolean },
  at: Date,
  on: Executor = db(),
): Promise<void> {
  if (!session.isComplete || at.getTime() - session.lastSeenAt.getTime() < TOUCH_EVERY_MS) return;
  await on
    .update(sessions)
    .set({ lastSeenAt: at, expiresAt: new Date(at.getTime() + SESSION_IDLE_MS) })
    .where(eq(sessions.id, session.sessionId));
}

/** Notes that a key is in use, at most once a minute. */
export async function touchApiKey(
  key: { readonly apiKeyId: string; readonly lastUsedAt: Date | null },
  at: Date,
  on: Executor = db(),
): Promise<void> {
  if (key.lastUsedAt && at.getTime() - key.lastUsedAt.getTime() < KEY_TOUCH_EVERY_MS) return;
  await on.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, key.apiKeyId));
}

/** Forgets sessions that ran out; returns how many. */
export async function forgetEndedSessions(at: Date, on: Executor = db()): Promise<number> {
  const gone = await on
    .delete(sessions)
    .where(and(lt(sessions.expiresAt, at)))
    .returning({ id: sessions.id });
  return gone.length;
}
