/**
 * Many ids in one stretch of bytes. UTF-8 keeps code points in byte order, so comparing bytes is comparing as every
 * published list is sorted, and the tie hash reads the bytes as they are. Crosses threads without a copy when the
 * stretch is shared memory.
 */
export type IdColumn = {
  readonly bytes: Uint8Array;
  /** Id `at` is `bytes[start[at] … start[at + 1])`; one entry more than there are ids. */
  readonly start: Int32Array;
};

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Packs ids, in their order, into shared memory. */
export function packIds(ids: readonly string[]): IdColumn {
  const most = ids.reduce((sum, id) => sum + id.length * 3, 0);
  const room = new Uint8Array(most);
  const start = new Int32Array(new SharedArrayBuffer(4 * (ids.length + 1)));
  let used = 0;
  for (const [at, id] of ids.entries()) {
    used += utf8.encodeInto(id, room.subarray(used)).written;
    start[at + 1] = used;
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(used));
  bytes.set(room.subarray(0, used));
  return { bytes, start };
}

export function idCount({ start }: IdColumn): number {
  return start.length - 1;
}

export function idAt({ bytes, start }: IdColumn, at: number): string {
  // A decoder does not read shared memory; the slice is a copy of its own.
  return text.decode(bytes.slice(start[at] as number, start[at + 1] as number));
}

/** Below zero when id `left` comes before id `right` in code-point order. */
function compareIds({ bytes, start }: IdColumn, left: number, right: number): number {
  let a = start[left] as number;
  let b = start[right] as number;
  const leftEnd = start[left + 1] as number;
  const rightEnd = start[right + 1] as number;
  const end = a + Math.min(leftEnd - a, rightEnd - b);
  while (a < end) {
    const differ = (bytes[a++] as number) - (bytes[b++] as number);
    if (differ !== 0) return differ;
  }
  return leftEnd - a - (rightEnd - b);
}

/** The given positions (all when absent) in code-point order of their ids. Costs one look when they are in order already. */
export function idsInOrder(ids: IdColumn, positions?: Int32Array): Int32Array {
  const order = positions?.slice() ?? Int32Array.from({ length: idCount(ids) }, (_, at) => at);
  for (let at = 1; at < order.length; at++) {
    if (compareIds(ids, order[at - 1] as number, order[at] as number) > 0)
      return order.sort((left, right) => compareIds(ids, left, right));
  }
  return order;
}

export function sameId(ids: IdColumn, left: number, right: number): boolean {
  return compareIds(ids, left, right) === 0;
}
