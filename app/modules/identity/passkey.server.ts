import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { Invalid } from "#app/kernel/errors.ts";
import { env } from "#app/platform/env.server.ts";

/**
 * Passkeys: a device signs our challenge with a key that never leaves it. Every one is asked to verify its user (PIN,
 * finger, face), so that having the device and being its owner are proven in one step: both factors.
 */
const NEEDS_OWNER = "required";

/** Whose keys these are: the address that people type. A key for another site does not fit here, nor ours there. */
function house(): { readonly origin: string; readonly rpID: string } {
  const { origin, hostname } = new URL(env().BASE_URL);
  return { origin, rpID: hostname };
}

type Owner = { readonly id: string; readonly email: string; readonly fullName: string };

/** What a browser needs to make a passkey for this person, on a device that has none of theirs yet. */
export function passkeyCreation(owner: Owner, credentialIds: readonly string[]) {
  return generateRegistrationOptions({
    rpName: "Lumbung",
    rpID: house().rpID,
    userID: new TextEncoder().encode(owner.id),
    userName: owner.email,
    userDisplayName: owner.fullName,
    attestationType: "none",
    excludeCredentials: credentialIds.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: NEEDS_OWNER },
  });
}

/** What a browser needs to sign somebody in; it shows the passkeys that it has for this address. */
export function passkeyRequest() {
  return generateAuthenticationOptions({ rpID: house().rpID, userVerification: NEEDS_OWNER });
}

export type NewPasskey = {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
};

const refused = () => new Invalid({ "": ["identity.passkeyRefused"] });

/** The new key in the device's answer to `challenge`; refuses what was made elsewhere, or without its owner. */
export async function newPasskeyIn(answer: string, challenge: string): Promise<NewPasskey> {
  const response = answerOf<RegistrationResponseJSON>(answer);
  const { origin, rpID } = house();
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
  }).catch(() => null);
  if (!verified?.verified) throw refused();
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter,
    transports: response.response.transports ?? [],
  };
}

/** What the device counts after it signed `challenge` with this key; refuses every other signature. */
export async function passkeyCount(
  answer: string,
  challenge: string,
  key: { readonly credentialId: string; readonly publicKey: Buffer },
): Promise<number> {
  const { origin, rpID } = house();
  const verified = await verifyAuthenticationResponse({
    response: answerOf<AuthenticationResponseJSON>(answer),
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    // The count is judged by the caller, who locks a key that may have a copy: an error here would only roll back.
    credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: 0 },
  }).catch(() => null);
  if (!verified?.verified) throw refused();
  return verified.authenticationInfo.newCounter;
}

/** A device that counts never counts backwards, nor stands still. */
export function isCopied(before: number, after: number): boolean {
  return (before > 0 || after > 0) && after <= before;
}

/** The key that an answer says it was signed with. */
export function credentialIdIn(answer: string): string {
  return answerOf<AuthenticationResponseJSON>(answer).id;
}

/** The challenge that an answer says it answers, unproven. */
export function challengeIn(answer: string): string {
  try {
    const told = answerOf<AuthenticationResponseJSON>(answer).response.clientDataJSON;
    const client = JSON.parse(Buffer.from(told, "base64url").toString("utf8")) as { challenge?: unknown };
    return String(client.challenge);
  } catch {
    throw refused();
  }
}

function answerOf<Answer>(answer: string): Answer {
  try {
    return JSON.parse(answer) as Answer;
  } catch {
    throw refused();
  }
}
