import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "./env.server.ts";

/** A link is followed within minutes; what it opens stays open for an hour. */
const SECONDS = { link: 300, visit: 3600 } as const;

export type TicketKind = keyof typeof SECONDS;

function seal(kind: TicketKind, until: string): string {
  return createHmac("sha256", env().SESSION_SECRET)
    .update(`queue-board.${kind}.${until}`)
    .digest("base64url");
}

/**
 * Leave to look at the queue board, as text for a link or a cookie: the moment it ends and a seal made with the
 * session secret. Whoever gives one out has checked that it goes to an operator.
 */
export function boardTicket(kind: TicketKind, at: Date): string {
  const until = String(Math.floor(at.getTime() / 1000) + SECONDS[kind]);
  return `${until}.${seal(kind, until)}`;
}

/** Whether this ticket was given out by this house for this use and has not ended. */
export function isBoardTicket(kind: TicketKind, ticket: string, at: Date): boolean {
  const [until = "", given = ""] = ticket.split(".");
  const sealed = Buffer.from(seal(kind, until));
  const shown = Buffer.from(given);
  const isOurs = sealed.length === shown.length && timingSafeEqual(sealed, shown);
  return isOurs && Number(until) > at.getTime() / 1000;
}
