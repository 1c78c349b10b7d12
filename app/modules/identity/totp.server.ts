import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { env } from "#app/platform/env.server.ts";

const PERIOD_SECONDS = 30;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SECRET_BYTES = 20;

/** A key for one purpose out of the process secret: what seals second factors signs nothing else. */
function sealingKey(): Buffer {
  return Buffer.from(hkdfSync("sha256", env().SESSION_SECRET, "", "lumbung second factor", 32));
}

/** A second factor as the table keeps it: the secret, and the last step of time whose code was used. */
export type SecondFactor = { readonly secret: Buffer; readonly usedStep: number };

/** Encrypts a second factor for the table (AES-256-GCM): a copy of the database alone opens no account. */
export function sealSecondFactor({ secret, usedStep }: SecondFactor): Buffer {
  const plain = Buffer.alloc(SECRET_BYTES + 8);
  secret.copy(plain);
  plain.writeBigUInt64BE(BigInt(usedStep), SECRET_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(), nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Gives the second factor back; throws when it was sealed by another process secret or was tampered with. */
export function openSecondFactor(sealed: Buffer): SecondFactor {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", sealingKey(), nonce);
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const plain = Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return {
    secret: plain.subarray(0, SECRET_BYTES),
    usedStep: Number(plain.readBigUInt64BE(SECRET_BYTES)),
  };
}

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

function totpOf(secret: Buffer, label: string): TOTP {
  return new TOTP({
    issuer: "Lumbung",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_SECONDS,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });
}

/** What an authenticator reads, as a QR code or typed by hand. */
export function totpInvitation(secret: Buffer, email: string): { uri: string; text: string } {
  const totp = totpOf(secret, email);
  return { uri: totp.toString(), text: totp.secret.base32.replace(/(.{4})(?=.)/g, "$1 ") };
}

/**
 * Takes a code: the second factor with its step marked as used, or null when the code fits no step near `at` (one
 * either way: clocks of phones differ) that is later than the last one used. Whoever looked over a shoulder and types
 * the same code again is therefore refused.
 */
export function takeCode(factor: SecondFactor, code: string, at: Date): SecondFactor | null {
  const delta = totpOf(factor.secret, "").validate({ token: code, timestamp: at.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta;
  return step > factor.usedStep ? { secret: factor.secret, usedStep: step } : null;
}

/** The code that an authenticator shows at `at`. */
export function totpCodeAt(secret: Buffer, at: Date): string {
  return totpOf(secret, "").generate({ timestamp: at.getTime() });
}
