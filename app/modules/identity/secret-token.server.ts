import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "#app/platform/env.server.ts";

/** 256 random bits as text for a URL, a cookie or a key. It is shown once; tables keep only its hash. */
export function newSecretToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What a table keeps of a token. A plain hash is enough: 256 bits cannot be guessed. */
export function secretTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * The token of a link that can be shown again (an invitation to hand on by telephone, a driver's link): made from the
 * process secret and the id of its row, so that no table, receipt or log needs to hold it.
 */
export function linkToken(rowId: string): string {
  const key = Buffer.from(hkdfSync("sha256", env().SESSION_SECRET, "", "lumbung links", 32));
  return createHmac("sha256", key).update(rowId).digest("base64url");
}
