import { createHash } from "node:crypto";

/**
 * The books of an organisation are a chain: each entry bears a hash over the hash before it and its own canonical bytes, so
 * that a byte changed anywhere changes every hash after it. The bytes are one line of JSON that the database writes
 * (`entry_bytes`, drawn in docs/money.md); nothing here knows what is in them.
 */
export const CHAIN_BEGINS = "0".repeat(64);

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** The hash of an entry: SHA-256 over the hash before it, a line break, and its bytes. */
export function linkHash(previous: string, bytes: string): string {
  return sha256(`${previous}\n${bytes}`);
}

/** What vouches for a day: SHA-256 over the root before it, the day, and the seals of all books in order, a line each. */
export function dayRoot(previous: string, day: string, seals: readonly string[]): string {
  return sha256([previous, day, ...[...seals].sort()].join("\n"));
}
