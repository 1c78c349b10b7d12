import type { Sheet } from "../oversight/sheet.ts";

/** A file as it was put into an archive. */
export type PackedFile = {
  readonly path: string;
  readonly title: string;
  readonly number: string | null;
  readonly sha256: string;
  readonly byteCount: number;
};

/** What is in an archive: every file with its number and hash, in the order of the archive. */
export function indexSheet(files: readonly PackedFile[]): Sheet {
  return {
    name: "Daftar isi",
    head: ["No", "Berkas", "Dokumen", "Nomor", "Ukuran (bita)", "SHA-256"],
    rows: files.map((file, at) => [
      { kind: "whole", value: at + 1 },
      { kind: "text", value: file.path },
      { kind: "text", value: file.title },
      file.number === null ? { kind: "empty" } : { kind: "text", value: file.number },
      { kind: "whole", value: file.byteCount },
      { kind: "text", value: file.sha256 },
    ]),
  };
}

/** The hashes as `sha256sum -c` reads them. */
export function sumsText(files: readonly Pick<PackedFile, "path" | "sha256">[]): string {
  return files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join("");
}
