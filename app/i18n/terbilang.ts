import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/**
 * Rupiah in Indonesian words, as a kwitansi must say them. The words are the law on a paper: where figures and
 * words disagree a court reads the words, so they are made from the bigint itself and never from its figures.
 */
const UNITS = [
  "",
  "satu",
  "dua",
  "tiga",
  "empat",
  "lima",
  "enam",
  "tujuh",
  "delapan",
  "sembilan",
  "sepuluh",
  "sebelas",
] as const;
const SCALES = ["", "ribu", "juta", "miliar", "triliun", "kuadriliun"] as const;

/** 0…999 as words; nothing for 0. */
function belowThousand(value: number): string[] {
  if (value < 12) return value === 0 ? [] : [UNITS[value] ?? ""];
  if (value < 20) return [UNITS[value - 10] ?? "", "belas"];
  if (value < 100) return [UNITS[Math.trunc(value / 10)] ?? "", "puluh", ...belowThousand(value % 10)];
  const hundreds = Math.trunc(value / 100);
  return [
    ...(hundreds === 1 ? ["seratus"] : [UNITS[hundreds] ?? "", "ratus"]),
    ...belowThousand(value % 100),
  ];
}

/**
 * The amount in words, small letters, always ending in "rupiah": 1011n → "seribu sebelas rupiah".
 * Refuses an amount below nought (no receipt is for less than nothing) and one of 10¹⁸ or more.
 */
export function terbilang(amount: Rupiah): string {
  invariant(amount >= 0n && amount < 10n ** 18n, "an amount in words is between nought and 10^18");
  if (amount === 0n) return "nol rupiah";
  const words: string[] = [];
  for (let scale = SCALES.length - 1; scale >= 0; scale -= 1) {
    const group = Number((amount / 1000n ** BigInt(scale)) % 1000n);
    if (group === 0) continue;
    // Only the thousand itself contracts: "seribu", but "satu juta" and "dua puluh satu ribu".
    if (scale === 1 && group === 1) words.push("seribu");
    else words.push(...belowThousand(group), ...(scale === 0 ? [] : [SCALES[scale] ?? ""]));
  }
  return [...words, "rupiah"].join(" ");
}
