import type { AppLoadContext } from "@remix-run/node";
import type { Call, LinkActor } from "#app/kernel/call.ts";
import { Missing } from "#app/kernel/errors.ts";
import { linkHolder } from "#app/modules/identity/access-link-reads.server.ts";
import type { LinkPurpose } from "#app/modules/identity/open-access-link.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { env } from "#app/platform/env.server.ts";
import { callBy } from "./actor.server.ts";
import { countWrongLink } from "./sign-in.server.ts";

export type LinkVisit = {
  readonly call: Call;
  readonly actor: LinkActor;
  readonly purpose: LinkPurpose;
  /** The organisation that handed the link out. */
  readonly organisationId: string;
};

/**
 * Whoever follows `/t/<token>`, with what the link lets them do. A token that is unknown, closed or has run out is a
 * page that does not exist; looking for tokens is counted.
 */
export async function requireLink(context: AppLoadContext, token: string | undefined): Promise<LinkVisit> {
  const holder = token && /^[\w-]{43}$/.test(token) ? await linkHolder(token, now()) : null;
  if (!holder) {
    await countWrongLink(context);
    throw new Missing("identity.linkOver");
  }
  const { actor, organisationId } = holder;
  return { call: callBy(actor), actor, purpose: actor.purpose as LinkPurpose, organisationId };
}

/** As `requireLink`, for a page of one purpose: the token of any other is one that does not exist there. */
export async function requireLinkFor(
  context: AppLoadContext,
  token: string | undefined,
  purpose: LinkPurpose,
): Promise<LinkVisit> {
  const visit = await requireLink(context, token);
  if (visit.purpose !== purpose) throw new Missing("identity.linkOver");
  return visit;
}

/** Where a link of a purpose leads that has a page of its own. */
const rooms: Partial<Record<LinkPurpose, string>> = {
  harvest: "panen/",
  balance: "saldo/",
  consign: "titip/",
};

/** The whole address that a token opens, for handing on. */
export function linkAddress(token: string, purpose: LinkPurpose = "drive"): string {
  return `${env().BASE_URL}/t/${rooms[purpose] ?? ""}${token}`;
}

/** The whole address of the public page that says whether a paper is genuine and still stands. */
export function checkAddress(verificationCode: string): string {
  return `${env().BASE_URL}/verifikasi/${verificationCode}`;
}
