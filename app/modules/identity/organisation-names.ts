import type { OrganisationKind } from "#app/kernel/call.ts";

/**
 * The two names that an organisation is given beside its own: a slug, the first segment of its URLs, and a short name
 * for document numbers. Both are derived from the name; when taken, the next candidate is tried.
 */

/** First segments that belong to the house; an organisation of that name gets another one. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  "akun",
  "api",
  "assets",
  "bahasa",
  "bantuan",
  "berkas",
  "build",
  "daftar",
  "dokumen",
  "harga",
  "health",
  "jejak-rupiah",
  "keluar",
  "koperasi",
  "lupa-sandi",
  "masuk",
  "metrics",
  "operator",
  "penyiapan",
  "pilih",
  "sandi-baru",
  "segel",
  "surel",
  "syarat",
  "t",
  "tentang",
  "undangan",
  "verifikasi",
  "webhooks",
]);

const SLUG_MAX = 40;
const SHORT_MAX = 12;

/** Long official titles and the abbreviations that people use for them. */
const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bkoperasi kelurahan merah putih\b/g, "kkmp"],
  [/\bkoperasi desa merah putih\b/g, "kdmp"],
  [/\bkoperasi merah putih\b/g, "kmp"],
  [/\bsatuan pelayanan pemenuhan gizi\b/g, "sppg"],
  [/\bbadan usaha milik daerah\b/g, "bumd"],
  [/\(\s*demo\s*\)/g, ""],
];

function plainWords(name: string): string[] {
  let text = name
    .normalize("NFKD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
  for (const [title, abbreviation] of ABBREVIATIONS) text = text.replace(title, abbreviation);
  return text.split(/[^a-z0-9]+/).filter((word) => word !== "");
}

function slugOf(words: readonly string[]): string {
  let slug = "";
  for (const word of words) {
    const longer = slug === "" ? word.slice(0, SLUG_MAX) : `${slug}-${word}`;
    if (longer.length > SLUG_MAX) break;
    slug = longer;
  }
  return slug.length < 2 ? `org-${slug || "baru"}` : slug;
}

/** Slugs for an organisation, best first; `cityName` tells namesakes in different cities apart. Never a reserved one. */
export function slugCandidates(name: string, cityName: string): string[] {
  const words = plainWords(name);
  const own = slugOf(words);
  const city = plainWords(cityName).filter((word) => !["kota", "kabupaten", "kab"].includes(word));
  const withCity = slugOf([...words, ...city]);
  const stem = own.slice(0, SLUG_MAX - 4).replace(/-$/, "");
  const numbered = Array.from({ length: 98 }, (_, at) => `${stem}-${at + 2}`);
  return [...new Set([own, withCity, ...numbered])].filter((slug) => !reservedSlugs.has(slug));
}

const PREFIXES: Readonly<Record<OrganisationKind, string>> = {
  koperasi: "KKMP",
  kitchen: "SPPG",
  foundation: "YYS",
  trade_center: "TC",
  bumd: "BUMD",
  agency: "DINAS",
  operator: "OPS",
};
const KNOWN_TITLES = new Set(["kkmp", "kdmp", "kmp", "sppg", "bumd", "yayasan", "perumda", "dinas", "upt"]);

/** Short names, best first: a prefix that says what it is, and letters of what it is called: KKMP-TLU. */
export function shortNameCandidates(kind: OrganisationKind, name: string): string[] {
  const words = plainWords(name);
  const title = words.find((word) => word === "kdmp" || word === "kmp");
  const prefix = title?.toUpperCase() ?? PREFIXES[kind];
  const called = words.filter((word) => !KNOWN_TITLES.has(word)).join("") || "x";
  const room = SHORT_MAX - prefix.length - 1;
  const lettered = [3, 4, 5, 6]
    .filter((letters) => letters <= room)
    .map((letters) => `${prefix}-${called.slice(0, letters).toUpperCase()}`);
  const numbered = Array.from(
    { length: 98 },
    (_, at) => `${prefix}-${called.slice(0, Math.max(1, room - 2)).toUpperCase()}${at + 2}`,
  );
  return [...new Set([...lettered, ...numbered])];
}

/** A slug as the database allows it. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9](-?[a-z0-9])+$/.test(text) && text.length <= SLUG_MAX && !reservedSlugs.has(text);
}

/** A short name as document numbers allow it: no blanks, no slash, at most twelve characters. */
export function isShortName(text: string): boolean {
  return /^[^\s/]+$/.test(text) && text.length <= SHORT_MAX;
}
