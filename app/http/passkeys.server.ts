import type { AppLoadContext } from "@remix-run/node";
import { Invalid } from "#app/kernel/errors.ts";
import { acceptPasskey } from "#app/modules/identity/accept-passkey.server.ts";
import { addPasskey, poseChallenge, spendChallenge } from "#app/modules/identity/keep-passkeys.server.ts";
import { challengeIn, passkeyCreation, passkeyRequest } from "#app/modules/identity/passkey.server.ts";
import { passkeysOf } from "#app/modules/identity/passkey-reads.server.ts";
import { callBy, type SignedIn } from "./actor.server.ts";
import { beginSession, countCode, countPasskey, type SignedInBrowser } from "./sign-in.server.ts";

const SIGN_IN = { kind: "system", name: "sign-in" } as const;

/** What the browser of a signed-in person needs to make a passkey. */
export async function offerPasskey({ call, person }: SignedIn) {
  await countCode(person.id);
  const known = await passkeysOf(person.id);
  const options = await passkeyCreation(
    person,
    known.map((passkey) => passkey.credentialId),
  );
  await poseChallenge(call, { challenge: options.challenge });
  return options;
}

/** Keeps the passkey that the person's browser has made. */
export async function keepPasskey({ call }: SignedIn, answer: string, label: string): Promise<void> {
  const { challengeId } = await spendChallenge(call, { challenge: challengeIn(answer) });
  await addPasskey(call, { challengeId, answer, label });
}

/** What a browser needs to sign somebody in by passkey. */
export async function askForPasskey(context: AppLoadContext) {
  await countPasskey(context);
  const options = await passkeyRequest();
  await poseChallenge(callBy(SIGN_IN), { challenge: options.challenge });
  return options;
}

/** Signs a browser in by passkey: its device has proven itself and its owner, so no code is asked for. */
export async function signInByPasskey(
  request: Request,
  context: AppLoadContext,
  answer: string,
): Promise<SignedInBrowser> {
  await countPasskey(context);
  const call = callBy(SIGN_IN);
  const { challengeId } = await spendChallenge(call, { challenge: challengeIn(answer) });
  const { personId, isLocked } = await acceptPasskey(call, { challengeId, answer });
  if (isLocked) throw new Invalid({ "": ["identity.passkeyLocked"] });
  return beginSession(request, personId);
}
