import { Forbidden } from "#app/kernel/errors.ts";
import { env } from "#app/platform/env.server.ts";
import { logContext } from "#app/platform/log.server.ts";

/**
 * Refuses a write that another site's page sent with our cookie. Browsers say so themselves: `Sec-Fetch-Site` where
 * the connection is trusted, `Origin` otherwise. A write that says neither does not come from a browser's form, and a
 * cookie has no business in it.
 */
export function refuseCrossSite(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) {
    if (site === "same-origin" || site === "none") return;
    throw new Forbidden("identity.crossSite");
  }
  const origin = request.headers.get("origin");
  if (origin !== null && isOurs(origin, request)) return;
  throw new Forbidden("identity.crossSite");
}

function isOurs(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === new URL(request.url).host || host === new URL(env().BASE_URL).host;
}

/** Names the request in everything it causes. */
export function causation(): string | null {
  return logContext().requestId ?? null;
}

/** A path of ours to go back to, or the fallback: never another site, whatever the address bar was fed. */
export function ownPath(wish: string | null | undefined, fallback: string): string {
  const here = "http://here.invalid";
  if (!wish?.startsWith("/") || !URL.canParse(wish, here)) return fallback;
  const url = new URL(wish, here);
  // Judged as a browser will read it: "/.//x" and "/\t/x" only become "//x", another site, when they are resolved.
  const isOurs = url.host === "here.invalid" && !/^\/[/\\]/.test(url.pathname);
  return isOurs ? `${url.pathname}${url.search}` : fallback;
}
