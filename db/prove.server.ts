import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";

/** Relative to where the process runs: the project's root, in a clone as in an image. */
const PROOFS = "./db/proofs";

/** What a proof found. No row means that it holds. */
export type ProofResult = {
  /** The file's name without `.sql`. */
  readonly name: string;
  /** The first comment of the file: the sentence that ought to be true. */
  readonly claim: string;
  readonly rows: readonly Record<string, unknown>[];
};

function claimOf(text: string): string {
  const comment = text.split("\n").find((line) => line.startsWith("--"));
  return comment?.replace(/^--\s*/, "").trim() ?? "";
}

/**
 * Runs every query of db/proofs/ on one snapshot of the database, read-only, in the order of their names.
 * Throws when a proof cannot run: a proof that fails is not a proof that holds.
 */
export async function proveDatabase(url: string): Promise<ProofResult[]> {
  const files = (await readdir(PROOFS)).filter((file) => file.endsWith(".sql")).sort();
  if (files.length === 0) throw new Error(`no proofs in ${path.resolve(PROOFS)}`);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.begin("isolation level repeatable read read only", async (tx) => {
      const results: ProofResult[] = [];
      for (const file of files) {
        const text = await readFile(path.join(PROOFS, file), "utf8");
        const rows = await tx.unsafe<Record<string, unknown>[]>(text);
        results.push({ name: path.basename(file, ".sql"), claim: claimOf(text), rows: [...rows] });
      }
      return results;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}
