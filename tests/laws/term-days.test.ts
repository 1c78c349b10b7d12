import { expect, test } from "vitest";
import type { z } from "zod";
import { ProposePaymentTerms } from "#app/modules/commitments/payment-terms.schema.ts";
import { DraftContract } from "#app/modules/contracts/contract.schema.ts";
import { ChangeParticulars } from "#app/modules/identity/organisation.schema.ts";

// Goal: days to pay are the days that somebody wrote. Method: every schema that takes them, with what a form or a program may send.
const schemas: readonly (readonly [string, z.ZodType, string, number])[] = [
  ["organisation", ChangeParticulars, "paymentTermDays", 180],
  ["relation", ProposePaymentTerms, "termDays", 90],
  ["contract", DraftContract, "paymentTermDays", 90],
];

test.each(schemas)(
  "of a %s: an empty field is not at once, and 1.000 is not one day",
  (_of, schema, field, most) => {
    const isRefused = (told: unknown) =>
      schema.safeParse({ [field]: told }).error?.issues.some(({ path }) => path[0] === field) ?? false;
    for (const told of ["14", 14, " 7 ", "0", most]) expect(isRefused(told), String(told)).toBe(false);
    for (const told of ["", " ", "1.000", "1,5", "-1", "1e1", "0x7", "tujuh", true, null, [], most + 1])
      expect(isRefused(told), String(told)).toBe(true);
  },
);

test("what is read is what was written", () => {
  const read = (told: unknown) => ChangeParticulars.shape.paymentTermDays.parse(told);
  expect([read("14"), read(14), read(" 7 "), read("0"), read(undefined)]).toEqual([14, 14, 7, 0, undefined]);
});
