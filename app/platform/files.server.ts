import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { textOf } from "#app/kernel/csv-grid.ts";
import { RuleBroken } from "#app/kernel/errors.ts";
import { db, type Executor, type Transaction } from "#db/client.server.ts";
import { storedFiles } from "#db/schema/platform.ts";
import { newId } from "./new-id.server.ts";

/** Five megabytes: a phone photo fits, a video does not. */
export const FILE_BYTES_MAX = 5 * 1024 * 1024;
/** A year of prices of a province, or ten thousand goods with everything said of them. */
export const SHEET_BYTES_MAX = 10 * 1024 * 1024;

export type FileToKeep = {
  readonly ownerId: string;
  readonly purpose: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** True where only a picture will do: a paper is none. */
  readonly isPhoto?: boolean;
  /** True where only a spreadsheet will do: a CSV or an XLSX. */
  readonly isSheet?: boolean;
};

/** The kind of file by its first bytes; what the sender claims is not asked. */
function mediaTypeOf(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12));
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  if (head.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return "image/png";
  if (head.subarray(0, 4).toString("latin1") === "RIFF" && head.subarray(8, 12).toString("latin1") === "WEBP")
    return "image/webp";
  if (head.subarray(0, 5).toString("latin1") === "%PDF-") return "application/pdf";
  return null;
}

/** The kind of spreadsheet by its bytes; null for what is none. */
function sheetTypeOf(bytes: Uint8Array): string | null {
  if (Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from([0x50, 0x4b, 3, 4])))
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return mediaTypeOf(bytes) === null && textOf(bytes) !== null ? "text/csv" : null;
}

/** SHA-256 of a file, as it is kept with it. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Keeps a photo, proof or paper in the caller's transaction and returns its id: it exists if, and only if, the deed
 * it belongs to does. Refuses an empty file, more than FILE_BYTES_MAX, anything but JPEG, PNG, WebP and PDF, and a PDF
 * where a photo is asked for. Where a spreadsheet is asked for, it takes that and nothing else, up to SHEET_BYTES_MAX.
 */
export async function keepFile(tx: Transaction, call: Call, file: FileToKeep): Promise<string> {
  if (file.bytes.length === 0) throw new RuleBroken("kernel.fileEmpty");
  const bytesMax = file.isSheet ? SHEET_BYTES_MAX : FILE_BYTES_MAX;
  if (file.bytes.length > bytesMax)
    throw new RuleBroken("kernel.fileTooLarge", { maxMegabytes: bytesMax / 1024 / 1024 });
  const mediaType = file.isSheet ? sheetTypeOf(file.bytes) : mediaTypeOf(file.bytes);
  if (!mediaType) throw new RuleBroken("kernel.fileKind");
  if (file.isPhoto && mediaType === "application/pdf") throw new RuleBroken("kernel.notAPhoto");
  const id = newId("file");
  await tx.insert(storedFiles).values({
    id,
    ownerId: file.ownerId,
    purpose: file.purpose,
    fileName: file.fileName.slice(0, 120),
    mediaType,
    sha256: sha256Of(file.bytes),
    byteCount: file.bytes.length,
    bytes: Buffer.from(file.bytes),
    createdAt: call.at,
  });
  return id;
}

export type StoredFile = typeof storedFiles.$inferSelect;

/** A kept file with its bytes, or null. Who may read it is for the caller to say. */
export async function fileById(fileId: string, on: Executor = db()): Promise<StoredFile | null> {
  const [row] = await on.select().from(storedFiles).where(eq(storedFiles.id, fileId));
  return row ?? null;
}
