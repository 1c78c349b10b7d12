import { m } from "#app/i18n/paraglide/messages.js";
import { getLocale } from "#app/i18n/paraglide/runtime.js";

/**
 * How numbers, weights and moments look on the screen and on paper.
 *
 * Numbers are written the Indonesian way in both languages ("Rp 1.234.567", "1,5 kg"): two people looking at
 * the same sum must see the same marks, and "1.500" must never mean one and a half to one of them. Only words
 * (month names, "in 2 hours") follow the reader's language. Nothing here uses Intl or floats for money, so a
 * server and a cheap phone always write the same characters.
 */
export type Zone = "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";

const ZONES: Record<Zone, { readonly hours: number; readonly name: string }> = {
  "Asia/Jakarta": { hours: 7, name: "WIB" },
  "Asia/Makassar": { hours: 8, name: "WITA" },
  "Asia/Jayapura": { hours: 9, name: "WIT" },
};

const MONTHS = {
  id: [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
} as const;
const MONTHS_SHORT = {
  id: ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
} as const;
const WEEKDAYS = {
  id: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
} as const;
const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"] as const;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Puts a dot before every third digit from the right: "1234567" → "1.234.567". Expects digits only. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ".");
}

/** A whole number with dots: 1234567n → "1.234.567", −5 → "−5" (a true minus, which screen readers say). */
export function whole(value: bigint | number): string {
  const exact = typeof value === "bigint" ? value : BigInt(Math.round(value));
  return exact < 0n ? `−${groupDigits((-exact).toString())}` : groupDigits(exact.toString());
}

/** Holds together what one line must not part. */
const NO_BREAK = "\u00a0";

/** 1234567n → "Rp 1.234.567"; −5000n → "−Rp 5.000". For papers, files and whatever a program compares. */
export function plainRupiah(amount: bigint): string {
  return amount < 0n ? `−Rp ${groupDigits((-amount).toString())}` : `Rp ${groupDigits(amount.toString())}`;
}

/** The same for a screen: no line of it ends between "Rp" and the figure. */
export function rupiah(amount: bigint): string {
  return keptTogether(plainRupiah(amount));
}

/** A sentence with amounts in it, none of which a line parts. */
export function keptTogether(text: string): string {
  return text.replaceAll(/Rp (?=\d)/g, `Rp${NO_BREAK}`);
}

/** A few words that stand in one line or in the next: "2 hari lagi". */
export function unparted(words: string): string {
  return words.replaceAll(" ", NO_BREAK);
}

/** Large sums for charts and tiles: "Rp 950", "Rp 12,4 rb", "Rp 12,4 jt", "Rp 3,1 M", "Rp 1,2 T". Cut, never rounded up. */
export function rupiahShort(amount: bigint): string {
  const size = amount < 0n ? -amount : amount;
  const steps = [
    [1_000_000_000_000n, m.kit_unit_trillion()],
    [1_000_000_000n, m.kit_unit_billion()],
    [1_000_000n, m.kit_unit_million()],
    [1_000n, m.kit_unit_thousand()],
  ] as const;
  const step = steps.find(([floor]) => size >= floor);
  if (!step) return rupiah(amount);
  return `${amount < 0n ? "−" : ""}Rp${NO_BREAK}${decimalOf(size / (step[0] / 10n), 10n)}${NO_BREAK}${step[1]}`;
}

/**
 * `base` ÷ `basePerUnit` written out exactly when it comes out in six decimals or fewer, else cut at six:
 * decimalOf(1500n, 1000n) → "1,5".
 */
export function decimalOf(base: bigint, basePerUnit: bigint): string {
  const size = base < 0n ? -base : base;
  const fraction = (((size % basePerUnit) * 1_000_000n) / basePerUnit)
    .toString()
    .padStart(6, "0")
    .replace(/0+$/, "");
  return `${base < 0n ? "−" : ""}${groupDigits((size / basePerUnit).toString())}${fraction === "" ? "" : `,${fraction}`}`;
}

/** Grams as people say them: 750n → "750 g", 1500n → "1,5 kg", 12500000n → "12,5 ton". */
export function weight(grams: bigint): string {
  const size = grams < 0n ? -grams : grams;
  if (size >= 1_000_000n && size % 10_000n === 0n) return `${decimalOf(grams, 1_000_000n)} ton`;
  return size >= 1000n || size === 0n ? `${decimalOf(grams, 1000n)} kg` : `${grams < 0n ? "−" : ""}${size} g`;
}

/**
 * The name of a trading unit as one says it after a number: "papan 30" → "papan isi 30", "karung 50 kg" → "karung isi
 * 50 kg". A name without a content stays as it is.
 */
export function unitWords(unit: string): string {
  const [, pack, content] = /^(\p{L}+) (\d.*)$/u.exec(unit) ?? [];
  return pack !== undefined && content !== undefined ? m.kit_unit_holding({ pack, content }) : unit;
}

/** Base units in a trading unit: quantity(1500n, "kg", 1000n) → "1,5 kg"; quantity(40n, "papan 30", 20n) → "2 papan isi 30". */
export function quantity(base: bigint, unit: string, basePerUnit: bigint): string {
  return `${decimalOf(base, basePerUnit)} ${unitWords(unit)}`;
}

/** Whole packs: packs(600, "papan 30") → "600 papan isi 30". */
export function packs(count: number, unit: string): string {
  return `${whole(count)} ${unitWords(unit)}`;
}

/** Basis points as percent: 1150 → "11,5 %". */
export function percent(basisPoints: number | bigint): string {
  return `${decimalOf(BigInt(basisPoints), 100n)} %`;
}

/** `part` of `total` as whole percent, cut, so that 99,9 % of the work never reads as done. "0 %" when total is 0. */
export function percentOf(part: bigint | number, total: bigint | number): string {
  const all = BigInt(total);
  return `${all === 0n ? 0n : (BigInt(part) * 100n) / all} %`;
}

function wallClock(at: Date, zone: Zone): Date {
  return new Date(at.getTime() + ZONES[zone].hours * 3_600_000);
}

/** A business day ("2026-03-27") as noon UTC, or a moment on the clock of `zone`. */
function calendarOf(value: string | Date, zone: Zone): Date {
  return typeof value === "string" ? new Date(`${value.slice(0, 10)}T12:00:00Z`) : wallClock(value, zone);
}

/** "27 Maret 2026". A string is a business day and needs no zone; a Date is read on the clock of `zone`. */
export function date(value: string | Date, zone: Zone = "Asia/Jakarta"): string {
  const day = calendarOf(value, zone);
  return `${day.getUTCDate()} ${MONTHS[getLocale()][day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** A month of a year: "2026-03" → "Maret 2026". */
export function monthName(month: string): string {
  return date(`${month}-01`).replace(/^1 /, "");
}

/** "27 Mar 2026": for tables. */
export function dateShort(value: string | Date, zone: Zone = "Asia/Jakarta"): string {
  const day = calendarOf(value, zone);
  return `${day.getUTCDate()} ${MONTHS_SHORT[getLocale()][day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** "Jumat, 27 Maret 2026". */
export function dateLong(value: string | Date, zone: Zone = "Asia/Jakarta"): string {
  return `${weekday(value, zone)}, ${date(value, zone)}`;
}

export function weekday(value: string | Date, zone: Zone = "Asia/Jakarta"): string {
  return WEEKDAYS[getLocale()][calendarOf(value, zone).getUTCDay()] ?? "";
}

/** "07.30 WIB", on the clock of `zone`. */
export function time(at: Date, zone: Zone = "Asia/Jakarta"): string {
  const wall = wallClock(at, zone);
  const two = (value: number) => value.toString().padStart(2, "0");
  return `${two(wall.getUTCHours())}.${two(wall.getUTCMinutes())} ${ZONES[zone].name}`;
}

/** "27 Maret 2026 07.30 WIB". */
export function dateTime(at: Date, zone: Zone = "Asia/Jakarta"): string {
  return `${date(at, zone)} ${time(at, zone)}`;
}

/** The hour of a day as people write it: "14:00" → "14.00". */
export function clockTime(hour: string): string {
  return hour.replace(":", ".");
}

/** Minutes after midnight as a clock shows them: "05.40". */
export function minuteTime(minute: number): string {
  const two = (value: number) => value.toString().padStart(2, "0");
  return `${two(Math.floor(minute / 60))}.${two(minute % 60)}`;
}

/**
 * Until when something is to be done, as one says it at `now`: "hari ini 16.00 WIB", "besok 12.00 WIB", "2 Desember 2026
 * 08.00 WIB". Midnight is the end of the day before: what must be done before Wednesday is due on Tuesday.
 */
export function dueTime(at: Date, now: Date, zone: Zone = "Asia/Jakarta"): string {
  const wall = wallClock(at, zone);
  const isMidnight = wall.getUTCHours() === 0 && wall.getUTCMinutes() === 0;
  const last = isMidnight ? new Date(at.getTime() - MINUTE_MS) : at;
  const dayNumber = (moment: Date) => Math.floor(wallClock(moment, zone).getTime() / DAY_MS);
  const ahead = dayNumber(last) - dayNumber(now);
  const near = new Map([
    [-1, m.kit_time_yesterday()],
    [0, m.kit_time_today()],
    [1, m.kit_time_tomorrow()],
  ]);
  const day = near.get(ahead) ?? date(last, zone);
  return isMidnight ? day : `${day} ${time(at, zone)}`;
}

/** "WIB", "WITA" or "WIT". */
export function zoneName(zone: Zone): string {
  return ZONES[zone].name;
}

/** The month (1–12) of a letter number: 3 → "III". */
export function romanMonth(month: number): string {
  const numeral = ROMAN[month - 1];
  if (numeral === undefined) throw new RangeError(`${month} is no month`);
  return numeral;
}

/** How far `at` is from `now`: "2 jam lagi", "3 hari lalu", "sekarang". Whole units, cut. */
export function relative(at: Date, now: Date): string {
  const minutes = Math.trunc((at.getTime() - now.getTime()) / MINUTE_MS);
  const size = Math.abs(minutes);
  if (size < 1) return m.kit_time_now();
  const span =
    size < 60
      ? m.kit_time_minutes({ count: size })
      : size < 48 * 60
        ? m.kit_time_hours({ count: Math.trunc(size / 60) })
        : m.kit_time_days({ count: Math.trunc(size / 1440) });
  return minutes > 0 ? m.kit_time_ahead({ span }) : m.kit_time_ago({ span });
}

/** A file's size: "312 kB", "4,2 MB". */
export function fileSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1000));
  return kilobytes < 1000 ? `${kilobytes} kB` : `${decimalOf(BigInt(Math.round(kilobytes / 100)), 10n)} MB`;
}
