import { type SessionFacts, sessionByToken } from "#app/modules/identity/session-reads.server.ts";
import { SESSION_IDLE_MS, touchSession } from "#app/modules/identity/session-upkeep.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { env } from "#app/platform/env.server.ts";

const SESSION_COOKIE = "lumbung_session";

export function cookieNamed(request: Request, name: string): string | null {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const cut = pair.indexOf("=");
    if (cut > 0 && pair.slice(0, cut).trim() === name) return pair.slice(cut + 1).trim();
  }
  return null;
}

/** A cookie that scripts cannot read and other sites cannot send along with a form; `null` takes it away. */
export function cookieText(name: string, value: string | null, maxAgeSeconds: number): string {
  const secure = env().BASE_URL.startsWith("https:") ? "; Secure" : "";
  const age = value === null ? 0 : maxAgeSeconds;
  return `${name}=${value ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}

/** The token that the browser brought, unproven. */
export function sessionToken(request: Request): string | null {
  const token = cookieNamed(request, SESSION_COOKIE);
  return token && /^[\w-]{43}$/.test(token) ? token : null;
}

export function sessionCookie(token: string | null): string {
  return cookieText(SESSION_COOKIE, token, SESSION_IDLE_MS / 1000);
}

/** The session behind the request, or null; a session that is used lives on. */
export async function sessionOf(request: Request): Promise<SessionFacts | null> {
  const token = sessionToken(request);
  if (!token) return null;
  const at = now();
  const session = await sessionByToken(token, at);
  if (session) await touchSession(session, at);
  return session;
}
