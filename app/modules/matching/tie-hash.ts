import type { IdColumn } from "./id-column.ts";

const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const GOLDEN = 0x9e3779b1;
const UNUSED_BITS = 12;

/**
 * The hash `h(line id, offer id)` that chooses between equally good answers; anyone can compute it.
 *
 *   f(id)    = 32-bit FNV-1a over the UTF-8 bytes of the id, started from 0x811c9dc5 xor `round`
 *   m        = f(line id) × 0x9e3779b1 + f(offer id)                 modulo 2^32
 *   m        = m xor (m >> 16), × 0x85ebca6b, xor (m >> 13), × 0xc2b2ae35, xor (m >> 16)    modulo 2^32
 *   h        = m >> 12                                               a whole number below 2^20
 *
 * `round` is 0. Should two answers have the same sum in round 0, the same hash with round 1 decides, then 2, then 3.
 * It hashes the names that people gave, never a position, so it does not depend on the order of any list.
 */
export function tieHash(lineHash: number, offerHash: number): number {
  let mixed = (Math.imul(lineHash, GOLDEN) + offerHash) | 0;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return mixed >>> UNUSED_BITS;
}

const utf8 = new TextEncoder();

/** `f(id)` of `tieHash`. */
export function idHash(id: string, round: number): number {
  let hash = FNV_BASIS ^ round;
  for (const byte of utf8.encode(id)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash | 0;
}

/** `f(id)` of `tieHash` for the ids at the given positions of a column. */
export function idHashes({ bytes, start }: IdColumn, positions: Int32Array, round: number): Int32Array {
  return positions.map((at) => {
    let hash = FNV_BASIS ^ round;
    const end = start[at + 1] as number;
    for (let byte = start[at] as number; byte < end; byte++)
      hash = Math.imul(hash ^ (bytes[byte] as number), FNV_PRIME);
    return hash;
  });
}
