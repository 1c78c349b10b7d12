import type { AppLoadContext } from "@remix-run/node";
import { Conflict, Invalid } from "#app/kernel/errors.ts";
import { completeSession } from "#app/modules/identity/complete-session.server.ts";
import { endSession } from "#app/modules/identity/end-session.server.ts";
import { openSession } from "#app/modules/identity/open-session.server.ts";
import { personWithPassword } from "#app/modules/identity/password.server.ts";
import { newSecretToken, secretTokenHash } from "#app/modules/identity/secret-token.server.ts";
import { countTry, forgetTries, type RateLimit } from "#app/platform/rate-limit.server.ts";
import { callBy } from "./actor.server.ts";
import { sessionCookie, sessionOf } from "./session.server.ts";

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

/** Ten wrong passwords close an account's door for a quarter of an hour, whoever knocks. */
const PER_ACCOUNT: RateLimit = { name: "sign-in-account", tries: 10, seconds: QUARTER_HOUR };
/** A village office shares one address, so an address may try more often than an account. */
const PER_ADDRESS: RateLimit = { name: "sign-in-address", tries: 100, seconds: QUARTER_HOUR };
/** A code has a million values; this leaves a guesser no hope. */
const PER_CODE: RateLimit = { name: "sign-in-code", tries: 8, seconds: QUARTER_HOUR };
const PASSKEYS: RateLimit = { name: "passkey-address", tries: 100, seconds: QUARTER_HOUR };
const RESETS_PER_ACCOUNT: RateLimit = { name: "reset-account", tries: 3, seconds: HOUR };
const RESETS_PER_ADDRESS: RateLimit = { name: "reset-address", tries: 30, seconds: HOUR };
const REGISTRATIONS: RateLimit = { name: "register-address", tries: 20, seconds: HOUR };
const LINKS: RateLimit = { name: "link-address", tries: 60, seconds: QUARTER_HOUR };

export type SignedInBrowser = {
  /** The Set-Cookie value of the new session. */
  readonly cookie: string;
  /** False: the second factor is asked for next. */
  readonly isComplete: boolean;
  readonly personId: string;
};

/**
 * Signs a browser in with e-mail and password. Refuses with one sentence whether the account or the password is wrong,
 * and counts tries per account and per address in all processes together.
 */
export async function signIn(
  request: Request,
  context: AppLoadContext,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignedInBrowser> {
  const account = email.trim().toLowerCase();
  await countTry(PER_ADDRESS, context.remoteAddress);
  await countTry(PER_ACCOUNT, account);
  const proven = await personWithPassword(account, password);
  if (!proven) throw new Invalid({ "": ["identity.wrongSignIn"] });
  await forgetTries(PER_ACCOUNT, account);
  return beginSession(request, proven.personId, !proven.hasSecondFactor);
}

/** Opens a session for a person who has just proven who they are; the browser's earlier one, if any, ends. */
export async function beginSession(
  request: Request,
  personId: string,
  isComplete = true,
): Promise<SignedInBrowser> {
  await endBrowserSession(request);
  const token = newSecretToken();
  await openSession(callBy({ kind: "system", name: "sign-in" }), {
    personId,
    tokenHash: secretTokenHash(token),
    isComplete,
    userAgent: request.headers.get("user-agent")?.slice(0, 300) ?? null,
  });
  return { cookie: sessionCookie(token), isComplete, personId };
}

/** Takes the second factor of the browser's waiting session; the session goes on under a new token. */
export async function giveSecondFactor(request: Request, code: string): Promise<SignedInBrowser> {
  const session = await sessionOf(request);
  if (!session || session.isComplete) throw new Conflict("identity.sessionOver");
  const personId = session.person.id;
  await countTry(PER_CODE, personId);
  const token = newSecretToken();
  await completeSession(callBy({ kind: "person", personId }), {
    sessionId: session.sessionId,
    code,
    tokenHash: secretTokenHash(token),
  });
  await forgetTries(PER_CODE, personId);
  return { cookie: sessionCookie(token), isComplete: true, personId };
}

/** Ends the browser's session, if it has one, and returns the Set-Cookie value that forgets it. */
export async function endBrowserSession(request: Request): Promise<string> {
  const session = await sessionOf(request);
  if (session)
    await endSession(callBy({ kind: "person", personId: session.person.id }), {
      sessionId: session.sessionId,
    });
  return sessionCookie(null);
}

/** Counts a code or a password that a signed-in person gives to change how they sign in. */
export async function countCode(personId: string): Promise<void> {
  await countTry(PER_CODE, personId);
}

/** Counts a question for a passkey, or an answer to one; nobody is known yet, so the address is. */
export async function countPasskey(context: AppLoadContext): Promise<void> {
  await countTry(PASSKEYS, context.remoteAddress);
}

/** Counts a wish for a new password; refuses floods of mail to one person, and lists of addresses from one place. */
export async function countResetWish(context: AppLoadContext, email: string): Promise<void> {
  await countTry(RESETS_PER_ADDRESS, context.remoteAddress);
  await countTry(RESETS_PER_ACCOUNT, email.trim().toLowerCase());
}

export async function countRegistration(context: AppLoadContext): Promise<void> {
  await countTry(REGISTRATIONS, context.remoteAddress);
}

/** Counts the opening of a link whose token did not fit: guessing tokens gets nowhere, and gets there slowly. */
export async function countWrongLink(context: AppLoadContext): Promise<void> {
  await countTry(LINKS, context.remoteAddress);
}
