import { RuleBroken } from "#app/kernel/errors.ts";
import type { Lifecycle } from "#app/kernel/lifecycle.ts";
import { divideHalfUp, type Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";

/**
 * An objection is what a buyer has against a line of an invoice over an order's goods: part of it was short, broken or bad after all,
 * or another price was agreed. So much of the line is held until the seller answers or the buyer takes it back; everything else of
 * the invoice goes on as if nothing were. What the seller grants is credited, and what stands falls due anew.
 */
export type ObjectionState = "open" | "answered" | "withdrawn";
export type ObjectionEvent = "answer" | "withdraw";

export const objectionLifecycle = {
  open: { answer: "answered", withdraw: "withdrawn" },
  answered: {},
  withdrawn: {},
} as const satisfies Lifecycle<ObjectionState, ObjectionEvent>;

export const objectionCauses = ["short", "broken", "quality", "price"] as const;
export type ObjectionCause = (typeof objectionCauses)[number];

/** An amount before tax, and the tax that goes with it. */
export type TaxedSum = { readonly goodsRupiah: Rupiah; readonly taxRupiah: Rupiah };

export type ObjectedLine = {
  readonly quantityBase: bigint;
  readonly priceRupiah: Rupiah;
  readonly basePerUnit: bigint;
  readonly amountRupiah: Rupiah;
  readonly taxRupiah: Rupiah;
  /** What other objections to it hold, or were granted. */
  readonly before: TaxedSum;
};

export type ObjectionWish =
  | { readonly cause: Exclude<ObjectionCause, "price">; readonly quantityBase: bigint }
  | { readonly cause: "price"; readonly rightPriceRupiah: Rupiah };

/**
 * What an objection holds of its line, before tax and with the tax that goes with it. Never more of either than the line claims and no
 * other objection holds or took off. Refuses more than was invoiced, a price that is no lower, and a line of which nothing is left.
 */
export function objectedOf(line: ObjectedLine, wish: ObjectionWish): TaxedSum {
  const left = line.amountRupiah - line.before.goodsRupiah;
  const asked =
    wish.cause === "price" ? dearerBy(line, wish.rightPriceRupiah) : worthOf(line, wish.quantityBase);
  const goodsRupiah = asked < left ? asked : left;
  if (goodsRupiah <= 0n) throw new RuleBroken("invoicing.objectionNothing");
  const taxOn = (amount: Rupiah) => divideHalfUp(line.taxRupiah * amount, line.amountRupiah);
  const tax = taxOn(line.before.goodsRupiah + goodsRupiah) - taxOn(line.before.goodsRupiah);
  const taxLeft = line.taxRupiah - line.before.taxRupiah;
  return { goodsRupiah, taxRupiah: tax < taxLeft ? tax : taxLeft };
}

function worthOf(line: ObjectedLine, quantityBase: bigint): Rupiah {
  if (quantityBase > line.quantityBase) throw new RuleBroken("invoicing.objectionMore");
  return priceOf(quantityBase, line.priceRupiah, line.basePerUnit);
}

function dearerBy(line: ObjectedLine, rightPriceRupiah: Rupiah): Rupiah {
  if (rightPriceRupiah >= line.priceRupiah) throw new RuleBroken("invoicing.objectionPrice");
  return line.amountRupiah - priceOf(line.quantityBase, rightPriceRupiah, line.basePerUnit);
}

/** What of an objection is granted, with its tax, where the seller grants so much before tax; refuses more than is held. */
export function grantedOf(objection: TaxedSum, grantedRupiah: Rupiah): TaxedSum {
  if (grantedRupiah > objection.goodsRupiah) throw new RuleBroken("invoicing.objectionGranted");
  return {
    goodsRupiah: grantedRupiah,
    // All of it with all of its tax.
    taxRupiah: divideHalfUp(objection.taxRupiah * grantedRupiah, objection.goodsRupiah),
  };
}

/** What of a producer's due waits with a held part of the line that their goods were sold with; whole when all of it is held. */
export function heldDue(dueRupiah: Rupiah, heldGoodsRupiah: Rupiah, lineGoodsRupiah: Rupiah): Rupiah {
  return divideHalfUp(dueRupiah * heldGoodsRupiah, lineGoodsRupiah);
}
