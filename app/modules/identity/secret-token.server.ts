import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as text for a URL, a cookie or a key. It is shown once; tables keep only its hash. */
export function newSecretToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What a table keeps of a token. A plain hash is enough: 256 random bits cannot be guessed. */
export function secretTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
