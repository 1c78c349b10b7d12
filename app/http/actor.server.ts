import { redirect } from "@remix-run/node";
import type { Locale } from "#app/i18n/locale.ts";
import { preferLocale } from "#app/i18n/server-locale.server.ts";
import type { Actor, Call, MemberActor } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import type { Permission } from "#app/modules/identity/permission-names.ts";
import { may } from "#app/modules/identity/permissions.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import type {
  Membership,
  SessionFacts,
  SignedInPerson,
  Workspace,
} from "#app/modules/identity/session-reads.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { causation } from "./origin.server.ts";
import { refusedResponse } from "./respond.server.ts";
import { sessionOf } from "./session.server.ts";

/** A person who is signed in; `call` speaks for the person alone. */
export type SignedIn = {
  readonly call: Call;
  readonly person: SignedInPerson;
  readonly sessionId: string;
  readonly memberships: readonly Membership[];
  readonly locale: Locale;
};

/** A person acting for one of their organisations; `call` speaks for the person there. */
export type Member = SignedIn & {
  readonly actor: MemberActor;
  readonly organisation: Workspace;
  readonly roles: readonly Role[];
};

/** A call without a memory; forms and API calls add their key. */
export function callBy(actor: Actor): Call {
  return { actor, at: now(), key: null, causation: causation() };
}

function signInPath(request: Request): string {
  const { pathname, search } = new URL(request.url);
  const back = request.method === "GET" ? `${pathname.replace(/\.data$/, "")}${search}` : "/";
  return `/masuk?${new URLSearchParams({ ke: back })}`;
}

function signedInAs(session: SessionFacts): SignedIn {
  preferLocale(session.person.locale);
  return {
    call: callBy({ kind: "person", personId: session.person.id }),
    person: session.person,
    sessionId: session.sessionId,
    memberships: session.memberships,
    locale: session.person.locale,
  };
}

/** Whoever is signed in, or null: for pages that strangers see too. */
export async function personOf(request: Request): Promise<SignedIn | null> {
  const session = await sessionOf(request);
  return session?.isComplete ? signedInAs(session) : null;
}

/** The signed-in person; sends everyone else to sign in and back, or to give the second factor first. */
export async function requirePerson(request: Request): Promise<SignedIn> {
  const session = await sessionOf(request);
  if (!session) throw redirect(signInPath(request));
  if (!session.isComplete) throw redirect(signInPath(request).replace("/masuk", "/masuk/kode"));
  return signedInAs(session);
}

/**
 * The signed-in person as a member of the organisation whose slug is in the URL. For somebody who is no member the
 * organisation does not exist (404): whether it does is not theirs to find out.
 */
export async function requireMember(request: Request, slug: string | undefined): Promise<Member> {
  const signedIn = await requirePerson(request);
  const membership = signedIn.memberships.find((candidate) => candidate.organisation.slug === slug);
  if (!membership) throw refusedResponse(new Missing("kernel.missing"));
  return memberOf(signedIn, membership);
}

/** As requireMember, and the member holds this permission there; otherwise 403. */
export async function requirePermission(
  request: Request,
  slug: string | undefined,
  permission: Permission,
): Promise<Member> {
  const member = await requireMember(request, slug);
  if (!may(member.actor, permission)) throw refusedResponse(new Forbidden("kernel.forbidden"));
  return member;
}

/** The signed-in person as a member of the platform's operator; for everyone else these pages do not exist. */
export async function requireOperator(request: Request): Promise<Member> {
  const signedIn = await requirePerson(request);
  const membership = signedIn.memberships.find(
    ({ organisation }) => organisation.kind === "operator" && organisation.state === "active",
  );
  if (!membership) throw refusedResponse(new Missing("kernel.missing"));
  return memberOf(signedIn, membership);
}

function memberOf(signedIn: SignedIn, { organisation, roles }: Membership): Member {
  const actor: MemberActor = {
    kind: "member",
    personId: signedIn.person.id,
    organisationId: organisation.id,
    organisationKind: organisation.kind,
    organisationActive: organisation.state === "active",
    roles,
    apiKeyId: null,
  };
  return { ...signedIn, call: callBy(actor), actor, organisation, roles };
}
