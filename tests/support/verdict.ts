import { type Verdict, verify } from "#app/modules/matching/verify.ts";
import type { ByteSource } from "#app/modules/matching/verify-bytes.ts";

/** What the verifier says of a market and an answer, each written as a file. */
export function verdictOn(instance: unknown, result: unknown): Verdict {
  return verify(sourceOf(JSON.stringify(instance)), sourceOf(JSON.stringify(result)));
}

/** The bytes of a text, at most so many at a time. */
export function sourceOf(text: string | Uint8Array, most = Number.POSITIVE_INFINITY): ByteSource {
  const bytes = Buffer.from(text);
  let at = 0;
  return (room) => {
    const piece = bytes.subarray(at, at + Math.min(most, room.length));
    room.set(piece);
    at += piece.length;
    return piece.length;
  };
}
