import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf } from "#app/kernel/column.ts";
import { base32Of } from "#app/kernel/ids.ts";

test("a column reads back value by value, and takes none that would move the rows after it", () => {
  const value = fc.string({ minLength: 1 }).filter((text) => !text.includes("\n"));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      expect(columnOf(values).split("\n")).toEqual(values);
    }),
  );
  expect(columnOf([])).toBe("");
  expect(() => columnOf(["kg", "ikat\nbesar"])).toThrow(/stays on its line/);
});

test("base 32 keeps all bits of the sixteen bytes and their order", () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
  const slowly = (all: Uint8Array) =>
    BigInt(`0x${Buffer.from(all).toString("hex")}`)
      .toString(32)
      .padStart(26, "0");
  const crockford = "0123456789abcdefghjkmnpqrstvwxyz";
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const digits = [...slowly(one)].map((digit) => crockford[Number.parseInt(digit, 32)]);
      expect(base32Of(one)).toBe(digits.join(""));
      expect(Math.sign(Buffer.compare(one, other))).toBe(
        base32Of(one) < base32Of(other) ? -1 : base32Of(one) > base32Of(other) ? 1 : 0,
      );
    }),
  );
});
