import fc from "fast-check";
import { expect, test } from "vitest";
import {
  date,
  dateLong,
  dateShort,
  dateTime,
  decimalOf,
  dueTime,
  fileSize,
  keptTogether,
  percent,
  percentOf,
  plainRupiah,
  quantity,
  relative,
  romanMonth,
  rupiah,
  rupiahShort,
  time,
  weight,
  whole,
} from "#app/i18n/format.ts";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { withLocale } from "#app/i18n/server-locale.server.ts";
import { type QuantityReading, readQuantity } from "#app/ui/form/typed-quantity.ts";

const MORNING = new Date("2026-03-27T00:30:00Z");

test("rupiah is written with dots and reads back as itself", () => {
  expect(plainRupiah(1_234_567n)).toBe("Rp 1.234.567");
  expect(plainRupiah(0n)).toBe("Rp 0");
  expect(plainRupiah(-5_000n)).toBe("−Rp 5.000");
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), (amount) => {
      expect(parseRupiah(rupiah(amount))).toBe(amount);
      expect(parseRupiah(plainRupiah(amount))).toBe(amount);
      expect(parseRupiah(amount.toString())).toBe(amount);
    }),
  );
});

test("on a screen no line ends between Rp and the figure", () => {
  expect(rupiah(-5_000n)).toBe("−Rp\u00a05.000");
  expect(keptTogether("Pagu Rp 500 kurang Rp 20 untuk Rp itu")).toBe(
    "Pagu Rp\u00a0500 kurang Rp\u00a020 untuk Rp itu",
  );
});

test("what is no whole rupiah is not read as one", () => {
  for (const text of ["", "1,5", "1.23", "12.34.567", "Rp", "5 ribu", "1.234.56", "0x10", "٣"])
    expect(parseRupiah(text), text).toBeNull();
  expect(parseRupiah(" rp. 15.000 ")).toBe(15_000n);
});

test("a quantity in any unit reads back as the same base units", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 11n }),
      fc.constantFrom(1n, 20n, 1000n, 25_000n, 50_000n),
      (base, perUnit) => {
        expect(parseQuantity(decimalOf(base, perUnit), perUnit)).toBe(base);
      },
    ),
  );
});

test("a dot before exactly three digits groups thousands, any other is a decimal mark", () => {
  expect(parseQuantity("1.500", 1000n)).toBe(1_500_000n);
  expect(parseQuantity("1.5", 1000n)).toBe(1500n);
  expect(parseQuantity("1,5", 1000n)).toBe(1500n);
  expect(parseQuantity("1.250,75", 1000n)).toBe(1_250_750n);
  expect(parseQuantity("0.500", 1000n)).toBe(500n);
  for (const text of ["", "1,2345", "1,5,0", "1.2.3", "-1", "1e3", "setengah"])
    expect(parseQuantity(text, 1000n), text).toBeNull();
  expect(parseQuantity("0,5", 1n)).toBeNull();
});

/** Types `keys` one by one into a box that shows its own dots, as the browser would. */
function typeOut(keys: string, decimals = 3): string {
  let reading: QuantityReading = { plain: "", fromDot: false };
  for (const inserted of keys) {
    const text = shown(reading.plain) + inserted;
    reading = readQuantity({ text, caret: text.length, inserted }, reading, decimals);
  }
  return reading.plain;
}

function shown(plain: string): string {
  const [units = "", fraction] = plain.split(",");
  const grouped = units === "" ? "" : whole(BigInt(units));
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}

test("a quantity typed key by key is the quantity meant, whichever mark the keypad has", () => {
  const units = fc.integer({ min: 0, max: 999_999_999 }).map(String);
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(units, digits, (before, after) => {
      expect(typeOut(before)).toBe(before);
      expect(typeOut(`${before},${after}`)).toBe(`${before},${after}`);
      // Three digits after a typed dot: thousands, as they are written here.
      const grouped = String(Number(before + after)).slice(0, 9);
      const groups = after.length === 3 && before !== "0";
      expect(typeOut(`${before}.${after}`)).toBe(groups ? grouped : `${before},${after}`);
    }),
  );
  expect(typeOut("1.250.000")).toBe("1250000");
  expect(typeOut("1.250,5")).toBe("1250,5");
  expect(typeOut("0.500")).toBe("0,500");
  expect(typeOut("12,5", 0)).toBe("125");
});

test("a pasted quantity is read by the same rule", () => {
  const paste = (text: string) =>
    readQuantity({ text, caret: text.length, inserted: undefined }, { plain: "7", fromDot: false }, 3).plain;
  expect(paste("1.500")).toBe("1500");
  expect(paste("1.250,5")).toBe("1250,5");
  expect(paste("1.5")).toBe("1,5");
  expect(paste("0.500")).toBe("0,500");
  expect(paste("0012")).toBe("12");
  expect(paste(",5")).toBe("0,5");
});

test("weights, units and shares are said the way people say them", () => {
  expect(weight(0n)).toBe("0 kg");
  expect(weight(750n)).toBe("750 g");
  expect(weight(1500n)).toBe("1,5 kg");
  expect(weight(12_500_000n)).toBe("12,5 ton");
  expect(weight(1_000_001n)).toBe("1.000,001 kg");
  expect(quantity(40n, "papan", 20n)).toBe("2 papan");
  expect(percent(1150)).toBe("11,5 %");
  expect(percentOf(999n, 1000n)).toBe("99 %");
  expect(percentOf(0n, 0n)).toBe("0 %");
  expect(rupiahShort(12_499_999n)).toBe("Rp\u00a012,4\u00a0jt");
  expect(rupiahShort(950n)).toBe("Rp\u00a0950");
  expect(rupiahShort(-3_100_000_000n)).toBe("−Rp\u00a03,1\u00a0M");
  expect(fileSize(4_240_000)).toBe("4,2 MB");
  expect(fileSize(12)).toBe("1 kB");
});

test("a moment is read on the clock of its region", () => {
  expect(dateTime(MORNING)).toBe("27 Maret 2026 07.30 WIB");
  expect(time(MORNING, "Asia/Makassar")).toBe("08.30 WITA");
  expect(time(MORNING, "Asia/Jayapura")).toBe("09.30 WIT");
  const lateEvening = new Date("2026-03-26T15:30:00Z");
  expect(date(lateEvening, "Asia/Jakarta")).toBe("26 Maret 2026");
  expect(date(lateEvening, "Asia/Jayapura")).toBe("27 Maret 2026");
});

test("a business day is the same day whatever the zone", () => {
  expect(date("2026-03-27", "Asia/Jayapura")).toBe("27 Maret 2026");
  expect(dateLong("2026-03-27")).toBe("Jumat, 27 Maret 2026");
  expect(dateShort("2026-08-01")).toBe("1 Agu 2026");
});

test("a due time is told in whole units, cut and never rounded up", () => {
  const later = (minutes: number) => relative(new Date(MORNING.getTime() + minutes * 60_000), MORNING);
  expect(later(0.5)).toBe("sekarang");
  expect(later(59)).toBe("59 menit lagi");
  expect(later(179)).toBe("2 jam lagi");
  expect(later(-60 * 24 * 3)).toBe("3 hari lalu");
});

test("until when something is due is said as one says it, and midnight ends the day before", () => {
  withLocale("id", () => {
    expect(dueTime(new Date("2026-03-27T09:00:00Z"), MORNING)).toBe("hari ini 16.00 WIB");
    expect(dueTime(new Date("2026-03-28T09:00:00Z"), MORNING)).toBe("besok 16.00 WIB");
    expect(dueTime(new Date("2026-03-26T09:00:00Z"), MORNING)).toBe("kemarin 16.00 WIB");
    expect(dueTime(new Date("2026-04-02T01:00:00Z"), MORNING)).toBe("2 April 2026 08.00 WIB");
    expect(dueTime(new Date("2026-03-27T17:00:00Z"), MORNING)).toBe("hari ini");
    expect(dueTime(new Date("2026-04-01T17:00:00Z"), MORNING)).toBe("1 April 2026");
  });
});

test("months of letter numbers are Roman, and there are twelve", () => {
  expect([1, 4, 9, 12].map(romanMonth)).toEqual(["I", "IV", "IX", "XII"]);
  expect(() => romanMonth(13)).toThrow(RangeError);
});

test("words follow the reader's language, numbers do not", () => {
  withLocale("en", () => {
    expect(date("2026-03-27")).toBe("27 March 2026");
    expect(relative(new Date(MORNING.getTime() + 7_200_000), MORNING)).toBe("in 2 h");
    expect(rupiah(1_234_567n)).toBe("Rp\u00a01.234.567");
  });
});
