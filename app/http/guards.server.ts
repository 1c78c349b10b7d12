import type { IncomingMessage } from "node:http";
import type { RequestHandler, Response } from "express";
import helmet from "helmet";

/** The largest form with photos that any route takes, and a little more: beyond it nobody reads on. */
const BODY_MAX_BYTES = 25 * 1024 * 1024;

type WithNonce = { cspNonce: string };

/**
 * What browsers may load and do on our pages: only what we serve ourselves, and only scripts that carry the nonce
 * of this very response. `development` opens the door for the reload socket and injected styles; `formsGoTo` are other
 * sites that a form of ours may lead to.
 */
export function securityHeaders(development: boolean, formsGoTo: readonly string[] = []): RequestHandler {
  const nonceOf = (_request: IncomingMessage, response: unknown) =>
    `'nonce-${(response as Response<unknown, WithNonce>).locals.cspNonce}'`;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "connect-src": development ? ["'self'", "ws:"] : ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'", ...formsGoTo],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:", "blob:"],
        "object-src": ["'none'"],
        "script-src": ["'self'", nonceOf],
        "style-src": development ? ["'self'", "'unsafe-inline'"] : ["'self'"],
        // Lengths of bars are written on the element; no attacker gains by a width.
        "style-src-attr": ["'unsafe-inline'"],
      },
    },
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  });
}

/** Turns away what announces itself as too large for anything here; each form and API call has its own, smaller limit. */
export const refuseLargeBodies: RequestHandler = (request, response, next) => {
  if (Number(request.get("content-length") ?? 0) <= BODY_MAX_BYTES) return next();
  response.status(413).type("text").send("Kiriman terlalu besar. / The body is too large.\n");
};

/** True for a request from this very machine that no proxy passed on. */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? "";
  return /^(127\.|::1$|::ffff:127\.)/.test(address) && request.headers["x-forwarded-for"] === undefined;
}
