import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOf } from "#app/kernel/money.ts";
import { sharedAlike } from "#app/modules/catalogue/day-listing.ts";

// Goal: goods listed "as last time" are somebody's to the last gram, in the same parts, whoever's phone reckons them.
// Method: random growers and quantities; the parts are added up, held against their exact share, and reckoned in another order.
test("today's goods are divided as the last were, without losing or inventing a gram", () => {
  const growers = fc.uniqueArray(
    fc.record({
      producerId: fc.string({ minLength: 1, maxLength: 4 }),
      quantityBase: fc.bigInt(1n, 10n ** 9n),
    }),
    { minLength: 1, maxLength: 12, selector: ({ producerId }) => producerId },
  );
  fc.assert(
    fc.property(growers, fc.bigInt(1n, 10n ** 9n), (before, quantityBase) => {
      const parts = sharedAlike(quantityBase, before);
      expect(sumOf(parts.map((part) => part.quantityBase))).toBe(quantityBase);
      const total = sumOf(before.map((part) => part.quantityBase));
      for (const part of parts) {
        const was = before.find(({ producerId }) => producerId === part.producerId)?.quantityBase ?? 0n;
        const exact = (was * quantityBase) / total;
        expect(part.quantityBase === exact || part.quantityBase === exact + 1n).toBe(true);
        expect(part.quantityBase > 0n).toBe(true);
      }
      expect(sharedAlike(quantityBase, [...before].reverse())).toEqual(parts);
    }),
  );
  expect(sharedAlike(5n, [])).toEqual([]);
});
