import { type IdColumn, packIds } from "./id-column.ts";
import { checkInstance, type MatchInstance } from "./instance.ts";

/** A market of the file format as columns, in the order of the file. */
export type MarketColumns = {
  readonly classes: number;
  readonly lineIds: IdColumn;
  readonly lineClass: Int32Array;
  readonly lineQuantity: Float64Array;
  readonly offerIds: IdColumn;
  readonly offerQuantity: Float64Array;
  readonly pairLine: Int32Array;
  readonly pairOffer: Int32Array;
  readonly pairCost: Float64Array;
};

/** A market as columns. Refuses one that breaks the format. */
export function columnsOf(instance: MatchInstance): MarketColumns {
  checkInstance(instance);
  const { classes, lines, offers, pairs } = instance;
  return {
    classes,
    lineIds: packIds(lines.map(({ id }) => id)),
    lineClass: Int32Array.from(lines, (line) => line.class),
    lineQuantity: Float64Array.from(lines, ({ quantity }) => quantity),
    offerIds: packIds(offers.map(({ id }) => id)),
    offerQuantity: Float64Array.from(offers, ({ quantity }) => quantity),
    pairLine: Int32Array.from(pairs, ([line]) => line),
    pairOffer: Int32Array.from(pairs, ([, offer]) => offer),
    pairCost: Float64Array.from(pairs, ([, , cost]) => cost),
  };
}
