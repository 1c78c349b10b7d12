import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { divideHalfUp } from "#app/kernel/money.ts";
import { type Need, toOrder } from "../menus/demand.ts";
import { stockText } from "../stock/stock-text.ts";

/** Goods of a delivery as a kitchen sees them: what is needed, what was asked for already, what a unit may cost. */
export type DemandLine = Need & {
  readonly name: string;
  /** Ordered, and still to come. */
  readonly orderedBase: bigint;
  /** What the store has left for it, by its book. */
  readonly inStoreBase: bigint;
  /** The most to pay for a unit that nobody questions, else what it costs now; null while nobody knows. */
  readonly ceilingRupiah: bigint | null;
  /** What a unit costs now. */
  readonly nowRupiah: bigint | null;
};

export type DemandDelivery = {
  readonly deliveryDay: BusinessDay;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly deliveryClass: Need["deliveryClass"];
  /** Until when it can still be ordered at all, and whether that is over. */
  readonly lastCall: Date;
  readonly isTooLate: boolean;
  readonly seenOrders: number;
  readonly lines: readonly DemandLine[];
};

/** What somebody typed beside one kind of goods, as text; empty where nothing was. */
export type TypedLine = {
  /** Still there, in units. */
  readonly stock: string;
  /** To order, in units; what the page had reckoned stands in `reckoned`, so that a change is known from an old figure. */
  readonly units: string;
  readonly reckoned: string;
  /** What the page had known as ordered, in base units; empty where the page did not say. */
  readonly ordered: string;
  /** The most to pay for a unit. */
  readonly ceiling: string;
};

/** A line as it will be ordered. */
export type WeekLine = DemandLine & {
  /** Its fields in the form are called `lines[key]`. */
  readonly key: string;
  readonly typed: TypedLine;
  readonly stockBase: bigint;
  /** What the need comes to, in units. */
  readonly reckoned: bigint;
  readonly units: bigint;
  readonly surplusBase: bigint;
  /** What would be left of the order once the need is cooked, and what that costs; null while nobody knows a price. */
  readonly leftoverBase: bigint;
  readonly leftoverRupiah: bigint | null;
  readonly ceiling: bigint | null;
  /** What is wrong with a box: it cannot be read, or others ordered while somebody wrote a figure of their own into it. */
  readonly wrong: { readonly stock?: "kernel.notQuantity"; readonly units?: UnitsWrong };
};

type UnitsWrong = "orders.notWholeUnits" | "orders.weekMoved";

const BLANK: TypedLine = { stock: "", units: "", reckoned: "", ordered: "", ceiling: "" };

export function weekLineKey(line: Need): string {
  return `${line.deliveryDay}.${line.goods.commodityCode}.${line.goods.gradeCode}`;
}

/**
 * One kind of goods with what was typed beside it; where nothing was, the stock of the book stands there. What somebody changed by
 * hand is ordered as typed, and nothing where they emptied the box; what they left alone follows the stock they typed. What cannot be
 * read is `wrong`: until it is put right it counts as no stock, and nothing may be ordered by it.
 */
export function weekLine(line: DemandLine, typedBy?: TypedLine): WeekLine {
  const { basePerUnit } = line.goods;
  const typed = typedBy ?? { ...BLANK, stock: stockText(line.inStoreBase, basePerUnit) };
  const stock = typed.stock.trim() === "" ? 0n : parseQuantity(typed.stock, basePerUnit);
  const stockBase = stock ?? 0n;
  const due = toOrder({ needBase: line.needBase, basePerUnit }, line.orderedBase, stockBase);
  const isByHand = typed.units.trim() !== typed.reckoned.trim();
  const byHand = isByHand ? wholeUnits(typed.units) : due.units;
  const units = byHand ?? due.units;
  const isMoved = isByHand && units > 0n && typed.ordered !== "" && typed.ordered !== `${line.orderedBase}`;
  return {
    ...line,
    key: weekLineKey(line),
    typed,
    stockBase,
    reckoned: due.units,
    units,
    surplusBase: due.surplusBase,
    ...leftoverOf(line, units * basePerUnit + line.orderedBase + stockBase),
    ceiling: typed.ceiling.trim() === "" ? line.ceilingRupiah : parseRupiah(typed.ceiling),
    wrong: {
      ...(stock === null ? { stock: "kernel.notQuantity" } : {}),
      ...(byHand === null ? { units: "orders.notWholeUnits" } : isMoved ? { units: "orders.weekMoved" } : {}),
    },
  };
}

/** What of the goods that are there, coming and ordered nobody will cook in these days. */
function leftoverOf({ needBase, goods, nowRupiah, ceilingRupiah }: DemandLine, thereBase: bigint) {
  const leftoverBase = thereBase > needBase ? thereBase - needBase : 0n;
  const price = nowRupiah ?? ceilingRupiah;
  return {
    leftoverBase,
    leftoverRupiah: price === null ? null : divideHalfUp(leftoverBase * price, goods.basePerUnit),
  };
}

/** Whole units as people write them, "1.000" among them; null for a part of one. An emptied box asks for none. */
function wholeUnits(text: string): bigint | null {
  return text.trim() === "" ? 0n : parseQuantity(text, 1n);
}

const DISH_GROUP_MAX = 60;
const SPECIFICATION_MAX = 200;

/** A delivery of which something is to be ordered, as `DraftWeek` takes it; null where nothing is, or it is too late. */
export function deliveryWish(delivery: DemandDelivery, lines: readonly WeekLine[], budgetId: string) {
  const asked = lines.filter((line) => line.units > 0n);
  if (asked.length === 0 || delivery.isTooLate) return null;
  return {
    deliveryDay: delivery.deliveryDay,
    windowStart: delivery.windowStart,
    windowEnd: delivery.windowEnd,
    seenOrders: delivery.seenOrders,
    ...(budgetId === "" ? {} : { budgetId }),
    lines: asked.map((line) => ({
      commodityCode: line.goods.commodityCode,
      gradeCode: line.goods.gradeCode,
      unit: line.goods.unit,
      basePerUnit: line.goods.basePerUnit.toString(),
      quantityBase: (line.units * line.goods.basePerUnit).toString(),
      ceilingRupiah: line.ceiling === null ? line.typed.ceiling : line.ceiling.toString(),
      dishGroup: line.dishes.join(", ").slice(0, DISH_GROUP_MAX),
      ...(line.cutSpecs.length === 0
        ? {}
        : { specification: line.cutSpecs.join("; ").slice(0, SPECIFICATION_MAX) }),
    })),
  };
}
