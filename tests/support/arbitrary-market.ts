import fc from "fast-check";
import { MATCH_FORMAT, type MatchInstance } from "#app/modules/matching/instance.ts";

export type MarketShape = {
  readonly sides: number;
  readonly quantity: number;
  readonly cost: number;
  readonly classes: number;
};

/** Small markets full of what breaks solvers: ties, zero quantities, lines nobody serves, costs that are all equal. */
export function arbitraryMarket(most: MarketShape): fc.Arbitrary<MatchInstance> {
  return fc
    .record({
      lines: fc.integer({ min: 0, max: most.sides }),
      offers: fc.integer({ min: 0, max: most.sides }),
      classes: fc.integer({ min: 1, max: most.classes }),
      quantity: fc.integer({ min: 1, max: most.quantity }),
      cost: fc.integer({ min: 0, max: most.cost }),
    })
    .chain(({ lines, offers, classes, quantity, cost }) => {
      const amount = fc.integer({ min: 0, max: quantity });
      return fc.record({
        format: fc.constant(MATCH_FORMAT),
        classes: fc.constant(classes),
        lines: fc
          .array(fc.record({ class: fc.integer({ min: 0, max: classes - 1 }), quantity: amount }), {
            minLength: lines,
            maxLength: lines,
          })
          .map((list) => list.map((line, at) => ({ id: `line ${at}`, ...line }))),
        offers: fc
          .array(fc.record({ quantity: amount }), { minLength: offers, maxLength: offers })
          .map((list) => list.map((offer, at) => ({ id: `offer ${at}`, ...offer }))),
        pairs: fc
          .array(fc.option(fc.integer({ min: 0, max: cost }), { nil: null, freq: 3 }), {
            minLength: lines * offers,
            maxLength: lines * offers,
          })
          .map((costs) =>
            costs.flatMap((price, at) =>
              price === null ? [] : [[Math.floor(at / offers), at % offers, price] as const],
            ),
          ),
      });
    });
}
