import { createHash } from "node:crypto";
import type { Call } from "#app/kernel/call.ts";
import { invariant } from "#app/kernel/errors.ts";
import { fileById } from "#app/platform/files.server.ts";
import { type DocumentRow, documentForRendering } from "../documents/document-reads.server.ts";
import { factsOf } from "../documents/paper-of.ts";
import { recordRendering } from "../documents/record-rendering.server.ts";
import { type DocumentKind, documentTitles } from "../documents/series.ts";
import { annualSheets } from "./annual-sheets.ts";
import { beginBundle } from "./begin-bundle.server.ts";
import { type FileToPack, filesOfBundle } from "./bundle-reads.server.ts";
import { finishBundle } from "./finish-bundle.server.ts";
import { indexSheet, type PackedFile, sumsText } from "./index-sheet.ts";
import { keepBundlePart } from "./keep-bundle-part.server.ts";
import { xlsxBytes } from "./pack-sheets.server.ts";
import { zipWriter } from "./pack-zip.ts";
import { periodKinds } from "./period-papers.ts";
import { sheetsOfPaper } from "./period-sheets.ts";

/** Draws the PDF of a paper; whoever packs lends it, because modules draw nothing. */
export type DrawPaper = (document: DocumentRow) => Promise<Uint8Array<ArrayBuffer>>;

/** Pieces are kept when they are at least so long: a few dozen for a month of a large kitchen. */
const PART_BYTES = 1024 * 1024;

/**
 * Packs a bundle file by file into an archive, with an index of what is in it and their hashes at its end. It holds one file and
 * one piece in memory, however large the archive. The same bundle gives the same bytes; one that is packed is left alone.
 */
export async function makeBundle(
  call: Call,
  { bundleId }: { readonly bundleId: string },
  draw: DrawPaper,
): Promise<void> {
  // Each attempt is a new one, also of the same piece of news: what the one before had kept is forgotten.
  const anew: Call = { ...call, key: null };
  const { attempt } = await beginBundle(anew, { bundleId });
  if (attempt === 0) return;
  const archive = archiveWriter(anew, bundleId, attempt);
  const packed: PackedFile[] = [];
  for (const file of await filesOfBundle(bundleId)) {
    const { bytes, title, number } = await contentOf(anew, file, draw);
    packed.push({ path: file.path, title, number, sha256: sha256Of(bytes), byteCount: bytes.length });
    await archive.add(file.path, bytes, packed.length);
  }
  const index = await xlsxBytes([indexSheet(packed)]);
  await archive.add("daftar-isi.xlsx", index, packed.length);
  const sums = sumsText([...packed, { path: "daftar-isi.xlsx", sha256: sha256Of(index) }]);
  await archive.add("SHA256SUMS", Buffer.from(sums), packed.length);
  await finishBundle(anew, { bundleId, attempt, ...(await archive.end(packed.length)) });
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Writes the archive away in pieces, and knows at its end how long it is and its hash. */
function archiveWriter(call: Call, bundleId: string, attempt: number) {
  const zip = zipWriter();
  const hash = createHash("sha256");
  let waiting: Uint8Array[] = [];
  let byteCount = 0;
  let kept = 0;
  let position = 0;
  const take = (chunks: readonly Uint8Array[]) => {
    for (const chunk of chunks) {
      hash.update(chunk);
      waiting.push(chunk);
      byteCount += chunk.length;
    }
  };
  const keep = async (filesDone: number) => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    kept += bytes.length;
    await keepBundlePart(call, { bundleId, attempt, position, filesDone, bytes });
    position += 1;
  };
  return {
    async add(path: string, bytes: Uint8Array, filesDone: number): Promise<void> {
      take(zip.add(path, bytes));
      if (byteCount - kept >= PART_BYTES) await keep(filesDone);
    },
    async end(filesDone: number): Promise<{ readonly byteCount: number; readonly sha256: string }> {
      take(zip.end());
      await keep(filesDone);
      return { byteCount, sha256: hash.digest("hex") };
    },
  };
}

type Content = { readonly bytes: Uint8Array; readonly title: string; readonly number: string | null };

async function contentOf(call: Call, file: FileToPack, draw: DrawPaper): Promise<Content> {
  if (file.form === "file") {
    const stored = await fileById(file.fileId ?? "");
    invariant(stored, "a file that was brought is there");
    return { bytes: stored.bytes, title: stored.fileName, number: null };
  }
  const document = await documentForRendering(file.documentId ?? "");
  invariant(document, "an issued paper is there");
  const named = { title: documentTitles[document.kind as DocumentKind], number: document.number };
  if (file.form === "paper") return { ...named, bytes: await pdfOf(call, document, draw) };
  if (document.kind === "RAT")
    return { ...named, bytes: await xlsxBytes(annualSheets(factsOf("RAT", document.facts))) };
  const kind = periodKinds.find((one) => one === document.kind);
  invariant(kind, `${document.kind} has sheets`);
  return { ...named, bytes: await xlsxBytes(sheetsOfPaper(kind, factsOf(kind, document.facts))) };
}

/** The drawing that was kept; a paper that nobody drew yet is drawn now, and whichever drawing came first is the one. */
async function pdfOf(call: Call, document: DocumentRow, draw: DrawPaper): Promise<Uint8Array> {
  if (document.fileId === null)
    await recordRendering(call, {
      documentId: document.id,
      ownerId: document.organisationId,
      fileName: `${document.number.replaceAll("/", "-")}.pdf`,
      bytes: await draw(document),
    });
  const drawn = document.fileId === null ? await documentForRendering(document.id) : document;
  const file = await fileById(drawn?.fileId ?? "");
  invariant(file, "a drawn paper has its file");
  return file.bytes;
}
