import { createHash } from "node:crypto";
import { base32Of, type IdKind, idPrefixes } from "#app/kernel/ids.ts";

/** The id of a row that ships with the house: the same on every machine, made from what the row is about. */
export function fixedId(kind: IdKind, key: string): string {
  const digest = createHash("sha256").update(`${kind}:${key}`).digest();
  return `${idPrefixes[kind]}_${base32Of(digest.subarray(0, 16))}`;
}
