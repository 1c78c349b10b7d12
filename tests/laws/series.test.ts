import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, businessDay } from "#app/kernel/calendar.ts";
import { documentKinds, documentNumber, documentTitles } from "#app/modules/documents/series.ts";

test("a number reads serial, kind, issuer, roman month and year", () => {
  const on = businessDay("2026-03-27");
  expect(documentNumber({ kind: "INV", serial: 1, organisationShort: "KKMP-TLU", on })).toBe(
    "001/INV/KKMP-TLU/III/2026",
  );
  expect(documentNumber({ kind: "SP", serial: 45, organisationShort: "SPPG-012", on })).toBe(
    "045/SP/SPPG-012/III/2026",
  );
  expect(
    documentNumber({ kind: "BAST", serial: 1234, organisationShort: "BTC", on: businessDay("2026-12-31") }),
  ).toBe("1234/BAST/BTC/XII/2026");
});

// Goal: no two papers of one issuer ever carry the same number. Method: within a year, serial and kind decide;
// two different places in the series must therefore never print alike, on whatever days they were issued.
test("different places in the series never print the same number", () => {
  const place = fc.record({
    kind: fc.constantFrom(...documentKinds),
    serial: fc.integer({ min: 1, max: 5000 }),
    organisationShort: fc.constantFrom("KKMP-TLU", "KKMP", "TLU", "SPPG-012"),
    on: fc.integer({ min: 0, max: 364 }).map((days) => addDays(businessDay("2026-01-01"), days)),
  });
  fc.assert(
    fc.property(place, place, (one, other) => {
      const samePlace =
        one.kind === other.kind &&
        one.serial === other.serial &&
        one.organisationShort === other.organisationShort;
      if (!samePlace) expect(documentNumber(one)).not.toBe(documentNumber(other));
    }),
  );
});

test("a series refuses to count from nought and an issuer that would blur the number", () => {
  const on = businessDay("2026-03-27");
  expect(() => documentNumber({ kind: "KW", serial: 0, organisationShort: "KKMP-TLU", on })).toThrow();
  expect(() => documentNumber({ kind: "KW", serial: 1, organisationShort: "KKMP/TLU", on })).toThrow();
  expect(() => documentNumber({ kind: "KW", serial: 1, organisationShort: "", on })).toThrow();
});

test("every kind of paper has a title of its own", () => {
  expect(new Set(documentKinds.map((kind) => documentTitles[kind])).size).toBe(documentKinds.length);
});
