const FIRST_SURROGATE = 0xd800;
const AFTER_SURROGATES = 0xe000;

/**
 * Compares two texts by Unicode code point, the order of ids in every published file.
 *
 * JavaScript's own `<` compares UTF-16 units, which puts U+1F33E before U+FF21. A checker written in another
 * language would then sort the same ids differently, so the two ranges that disagree are swapped here.
 */
export function byCodePoint(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  if (unit < FIRST_SURROGATE) return unit;
  return unit < AFTER_SURROGATES ? unit + 0x10000 : unit - 0x800;
}

/** The positions of `ids` in code-point order of what they name. */
export function positionsInOrder(ids: readonly string[]): Int32Array {
  const positions = Int32Array.from(ids.keys());
  return positions.sort((a, b) => byCodePoint(ids[a] ?? "", ids[b] ?? ""));
}
