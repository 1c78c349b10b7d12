import type { DocumentKind } from "../documents/series.ts";

/** A whole budget's papers (LPJ), those of one purchase, or what a koperasi answers with before its members (RAT). */
export const bundleKinds = ["period", "purchase", "annual"] as const;
export type BundleKind = (typeof bundleKinds)[number];

/** A paper as PDF, a paper's facts as XLSX, or a photo or proof as it was brought. */
export const bundleForms = ["paper", "sheet", "file"] as const;
export type BundleForm = (typeof bundleForms)[number];

/** One file to be: where it stands in the archive, and what it is made from. */
export type BundleFile =
  | { readonly path: string; readonly form: "paper" | "sheet"; readonly documentId: string }
  | { readonly path: string; readonly form: "file"; readonly fileId: string };

/** The folder of each kind of paper, numbered in the order of a purchase; nothing stands for kinds that no kitchen's bundle holds. */
const folders: Readonly<Partial<Record<DocumentKind, string>>> = {
  RAB: "01-buku",
  BKU: "01-buku",
  BPB: "01-buku",
  BANK: "01-buku",
  REKAP: "01-buku",
  DPS: "01-buku",
  BPK: "01-pemeriksaan",
  RAT: "01-laporan",
  SP: "02-surat-pesanan",
  SJ: "03-surat-jalan",
  BAST: "04-serah-terima",
  BAP: "05-penolakan",
  BAB: "05-penolakan",
  INV: "06-tagihan",
  NK: "06-tagihan",
  KW: "07-kwitansi",
};

/** Where a paper stands in an archive: `04-serah-terima/012-BAST-SPPG-BDG-III-2026.pdf`; null for a kind that has no place there. */
export function paperPath(kind: DocumentKind, number: string, ending: "pdf" | "xlsx"): string | null {
  const folder = folders[kind];
  return folder === undefined ? null : `${folder}/${plainName(number)}.${ending}`;
}

const endings: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "application/pdf": "pdf",
};

/** Where a photo or proof stands: `08-bukti/Foto-serah-terima-012-BAST-SPPG-BDG-III-2026-layu.jpg`, whatever it was called before. */
export function filePath(words: readonly string[], name: string, mediaType: string): string {
  const stem = name.replace(/\.[A-Za-z0-9]+$/, "");
  const said = [...words, stem].map(plainName).filter((word) => word !== "");
  return `08-bukti/${said.join("-") || "berkas"}.${endings[mediaType] ?? "bin"}`;
}

/** A name that every system can unpack: letters, digits, dots and dashes. */
export function plainName(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9.]+/g, "-")
    .replaceAll(/^[-.]+|-+$/g, "")
    .slice(0, 100);
}

/** The files in the order of their paths, each path once: what would stand in the place of another gets a number of its own. */
export function arranged(files: readonly BundleFile[]): BundleFile[] {
  const taken = new Set<string>();
  return [...files]
    .sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0))
    .map((file) => {
      let path = file.path;
      for (let copy = 2; taken.has(path); copy += 1) path = file.path.replace(/(\.[a-z]+)$/, `-${copy}$1`);
      taken.add(path);
      return { ...file, path };
    });
}
