import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { whole } from "#app/i18n/format.ts";
import { basisPointsText } from "#app/i18n/parse.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";
import { SaveRecipe } from "#app/modules/menus/menus.schema.ts";
import { dishGroups } from "#app/modules/menus/recipe.ts";

const ROOT = join(import.meta.dirname, "../..");

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !path.startsWith("app/i18n/paraglide/"));
}

const read = (told: unknown, least = 0, most = 999_999_999) =>
  wholeNumber(least, most).safeParse(told).data ?? null;
const refusal = (told: unknown, error?: string) =>
  wholeNumber(1, 1_000, error)
    .safeParse(told)
    .error?.issues.map(({ message }) => message);

test("a whole number is read as people write it here, or as programs send it, and nothing else is one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (count) => {
      expect([read(count), read(String(count)), read(` ${whole(BigInt(count))} `)]).toEqual([
        count,
        count,
        count,
      ]);
    }),
  );
  for (const told of [
    "",
    " ",
    "1.2",
    "1,5",
    "-1",
    "1e3",
    "0x10",
    "0.500",
    "1.00.000",
    "seribu",
    1.5,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    true,
    [],
    undefined,
  ])
    expect(read(told), String(told)).toBeNull();
});

test("where less than nothing can be meant, a minus of either kind is read", () => {
  expect(["-45", "−45", -45, "45"].map((told) => read(told, -600, 600))).toEqual([-45, -45, -45, 45]);
  expect(["--4", "4-", "−", "- 4"].map((told) => read(told, -600, 600))).toEqual([null, null, null, null]);
});

test("what is refused says why in one code: not there, not whole, too low, too high, or the field's own word", () => {
  expect(["1,5", "0", "1.001", undefined, 1.5, "", null].map((told) => refusal(told))).toEqual([
    ["kernel.notWhole"],
    ["kernel.tooLow"],
    ["kernel.tooHigh"],
    ["kernel.required"],
    ["kernel.notWhole"],
    ["kernel.notWhole"],
    ["kernel.notWhole"],
  ]);
  for (const told of ["1,5", "0", "1.001", undefined, -0.5])
    expect(refusal(told, "menus.notYield"), String(told)).toEqual(["menus.notYield"]);
});

test("a number that was read is written as a number again", () => {
  expect(z.encode(wholeNumber(1, 20_000), z.decode(wholeNumber(1, 20_000), "9.800"))).toBe(9_800);
});

test("a percentage is read to its hundredths, and what is none stays to be refused", () => {
  expect(["2", "2,5", "0,75", "1.000"].map(basisPointsText)).toEqual(["200", "250", "75", "100000"]);
  expect(["", "1,555", "dua"].map(basisPointsText)).toEqual(["", "1,555", "dua"]);
});

test("a thousand grams in a recipe are a thousand, with or without their dot, and no more than can be", () => {
  const grams = (small: string) =>
    SaveRecipe.safeParse({
      name: "Nasi",
      dishGroup: dishGroups[0],
      parts: [{ foodId: "AR001", small, large: "1" }],
    }).data?.parts[0]?.small ?? null;
  expect(["1.000", "1000", "12,5", "12.5", "0.125", "99.999,999"].map(grams)).toEqual([
    1_000_000n,
    1_000_000n,
    12_500n,
    12_500n,
    125n,
    99_999_999n,
  ]);
  expect(["", "-1", "1,2345", "100.000", "seribu"].map(grams)).toEqual([null, null, null, null, null]);
});

// `z.coerce.number()` takes "1.000" for one, "" and null for nought and true for one; `Number()` of a box does too.
test("no schema and no action reads a typed number but by the house's own codecs", () => {
  const sources = [...sourcesIn("app"), ...sourcesIn("jobs")];
  expect(sources.length).toBeGreaterThan(1_000);
  const offenders = sources.filter((path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    return (
      /\bcoerce\s*\.\s*number\b/.test(text) ||
      /\b(?:Number|parseInt|parseFloat)\(\s*(?:\w+\.(?:text|exact)\(|values\[)/.test(text)
    );
  });
  // What whoever runs the house sets is no form: ports and pools of connections.
  expect(offenders).toEqual(["app/platform/env.server.ts"]);
});
