/**
 * Compares two texts by Unicode code point, the order of ids in every published file.
 *
 * JavaScript's own `<` compares UTF-16 units, which puts U+1F33E before U+FF21; a checker written in another language
 * would then sort the same ids differently.
 */
export function byCodePoint(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    // Where the second half of a pair differs, it is the whole pair that is compared.
    const from =
      at > 0 && isFirstHalf(left.charCodeAt(at - 1)) && (isSecondHalf(a) || isSecondHalf(b)) ? at - 1 : at;
    return (left.codePointAt(from) ?? 0) - (right.codePointAt(from) ?? 0);
  }
  return left.length - right.length;
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** The positions of `ids` in code-point order of what they name. */
export function positionsInOrder(ids: readonly string[]): Int32Array {
  const positions = Int32Array.from(ids.keys());
  return positions.sort((a, b) => byCodePoint(ids[a] ?? "", ids[b] ?? ""));
}
