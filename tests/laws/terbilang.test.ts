import fc from "fast-check";
import { expect, test } from "vitest";
import { terbilang } from "#app/i18n/terbilang.ts";

const golden: readonly (readonly [bigint, string])[] = [
  [0n, "nol rupiah"],
  [1n, "satu rupiah"],
  [10n, "sepuluh rupiah"],
  [11n, "sebelas rupiah"],
  [12n, "dua belas rupiah"],
  [19n, "sembilan belas rupiah"],
  [20n, "dua puluh rupiah"],
  [100n, "seratus rupiah"],
  [111n, "seratus sebelas rupiah"],
  [999n, "sembilan ratus sembilan puluh sembilan rupiah"],
  [1_000n, "seribu rupiah"],
  [1_011n, "seribu sebelas rupiah"],
  [1_100n, "seribu seratus rupiah"],
  [11_000n, "sebelas ribu rupiah"],
  [21_000n, "dua puluh satu ribu rupiah"],
  [101_000n, "seratus satu ribu rupiah"],
  [1_000_000n, "satu juta rupiah"],
  [1_001_000n, "satu juta seribu rupiah"],
  [5_048_850n, "lima juta empat puluh delapan ribu delapan ratus lima puluh rupiah"],
  [103_545_850n, "seratus tiga juta lima ratus empat puluh lima ribu delapan ratus lima puluh rupiah"],
  [1_000_000_000n, "satu miliar rupiah"],
  [2_000_000_000n, "dua miliar rupiah"],
  [1_000_000_000_000n, "satu triliun rupiah"],
  [10_000_000_000_000_000n, "sepuluh kuadriliun rupiah"],
];

for (const [amount, words] of golden)
  test(`${amount} is written "${words}"`, () => expect(terbilang(amount)).toBe(words));

/** Reads the words back, by the grammar alone. */
function readBack(words: string): bigint {
  const units = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
  const scales = ["ribu", "juta", "miliar", "triliun", "kuadriliun"];
  let total = 0n;
  let group = 0n;
  let digit = 0n;
  for (const raw of words.replace(/ rupiah$/, "").split(" ")) {
    for (const word of raw.startsWith("se") && raw !== "sembilan" ? ["satu", raw.slice(2)] : [raw]) {
      if (units.includes(word)) digit = BigInt(units.indexOf(word));
      else if (word === "belas" || word === "puluh" || word === "ratus") {
        group += word === "belas" ? digit + 10n : digit * (word === "puluh" ? 10n : 100n);
        digit = 0n;
      } else if (scales.includes(word)) {
        total += (group + digit) * 1000n ** BigInt(scales.indexOf(word) + 1);
        group = 0n;
        digit = 0n;
      } else throw new Error(`"${word}" is no number word`);
    }
  }
  return total + group + digit;
}

// Goal: no amount is ever put in the wrong words. Method: a reader that knows only the grammar reads the words
// back; it must arrive at the amount it started from, over the whole range of money.
test("the words read back as the same amount", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (amount) => {
      expect(readBack(terbilang(amount))).toBe(amount);
    }),
    { numRuns: 2000 },
  );
  for (let amount = 0n; amount <= 12_000n; amount += 1n) expect(readBack(terbilang(amount))).toBe(amount);
});

test("the words are single-spaced, lower case, and never contract what is not a bare thousand", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), (amount) => {
      const words = terbilang(amount);
      expect(words).toMatch(/^[a-z]+( [a-z]+)* rupiah$/);
      expect(words).not.toContain("satu ratus");
      expect(words).not.toContain("satu puluh");
      expect(words).not.toContain("satu belas");
    }),
  );
});

test("an amount below nought has no words", () => {
  expect(() => terbilang(-1n)).toThrow();
  expect(() => terbilang(10n ** 18n)).toThrow();
});
