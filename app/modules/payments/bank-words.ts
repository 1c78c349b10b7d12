import { type BusinessDay, daysBetween } from "#app/kernel/calendar.ts";
import { plainWords } from "./bank-line.ts";

/** What many names share, and no bank writes to tell one from another. */
const COMMON = new Set([
  "KOPERASI",
  "KKMP",
  "KDMP",
  "KELURAHAN",
  "DESA",
  "MERAH",
  "PUTIH",
  "SPPG",
  "DAPUR",
  "YAYASAN",
  "YYS",
  "PERUMDA",
  "BUMD",
  "PT",
  "CV",
  "UD",
  "TBK",
  "KOTA",
  "KABUPATEN",
  "KAB",
  "DAN",
  "THE",
]);

const wordsOf = (text: string) =>
  plainWords(text)
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== "");

/** True when the words of a line hold everything of a name that tells it from others, each as a word of its own. */
export function isNamed(name: string, words: string): boolean {
  const telling = wordsOf(name).filter((word) => !COMMON.has(word));
  if (telling.join("").length < 3) return false;
  const said = new Set(wordsOf(words));
  return telling.every((word) => said.has(word));
}

/**
 * True when a number or reference stands in the words of a line. Banks leave out or change the signs between its parts, so only letters
 * and digits are compared; "1/INV" does not stand in "11/INV".
 */
export function standsIn(number: string, words: string): boolean {
  const parts = wordsOf(number);
  if (parts.join("").length < 4) return false;
  const edge = (at: string, sign: string) => (/\d/.test(sign) ? at : "");
  const whole = parts.join("");
  const before = edge("(?<!\\d)", whole[0] ?? "");
  const after = edge("(?!\\d)", whole.at(-1) ?? "");
  return new RegExp(`${before}${parts.join("[^A-Z0-9]*")}${after}`).test(plainWords(words));
}

/** How many days lie between two, whichever is earlier. */
export function daysApart(one: BusinessDay, other: BusinessDay): number {
  return Math.abs(daysBetween(one, other));
}
