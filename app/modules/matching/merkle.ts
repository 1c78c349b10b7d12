import { createHash } from "node:crypto";

/**
 * Merkle trees as certificate transparency draws them (RFC 6962, section 2.1), over SHA-256:
 *
 *   leaf(record)      = sha256(0x00 ‖ record)
 *   node(left, right) = sha256(0x01 ‖ left ‖ right)
 *
 * The tree over n > 1 leaves is node(tree over the first k, tree over the rest), k being the largest power of two
 * below n. The tree over no leaf is sha256 of nothing. Hashes are written in lower-case hexadecimal.
 */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function merkleLeaf(...record: readonly Uint8Array[]): string {
  const hash = createHash("sha256").update(LEAF);
  for (const part of record) hash.update(part);
  return hash.digest("hex");
}

/** The root over leaves in the given order. */
export function merkleRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash("sha256").digest("hex");
  let level = [...leaves];
  // Pairing neighbours and carrying an odd last one up unchanged draws the same tree, level by level.
  while (level.length > 1) {
    const next: string[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left = "", right] = level.slice(at, at + 2);
      next.push(right === undefined ? left : merkleNode(left, right));
    }
    level = next;
  }
  return level[0] ?? "";
}

function merkleNode(left: string, right: string): string {
  return createHash("sha256").update(NODE).update(left, "hex").update(right, "hex").digest("hex");
}

/** What takes a leaf to the root: hashes from the bottom up, and on which side of the way each stands. */
export type MerklePath = readonly { readonly side: "left" | "right"; readonly hash: string }[];

/** The path of the leaf at a position. */
export function merklePath(leaves: readonly string[], position: number): MerklePath {
  const path: { side: "left" | "right"; hash: string }[] = [];
  let level = [...leaves];
  let at = position;
  while (level.length > 1) {
    const other = level[at ^ 1];
    if (other !== undefined) path.push({ side: at % 2 === 1 ? "left" : "right", hash: other });
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) =>
      level[2 * pair + 1] === undefined
        ? (level[2 * pair] ?? "")
        : merkleNode(level[2 * pair] ?? "", level[2 * pair + 1] ?? ""),
    );
    at >>= 1;
  }
  return path;
}

/** The root that a leaf and its path lead to; a leaf is part of a tree when that is the tree's root. */
export function rootOfPath(leaf: string, path: MerklePath): string {
  return path.reduce(
    (at, { side, hash }) => (side === "left" ? merkleNode(hash, at) : merkleNode(at, hash)),
    leaf,
  );
}
