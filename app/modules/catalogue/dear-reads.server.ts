import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import type { Commodity } from "./commodity-reads.server.ts";
import { isAboveCeiling } from "./price-ceiling.ts";
import { ceilingFor } from "./price-reads.server.ts";
import { withVat } from "./vat.ts";
import { vatRuleOn } from "./vat-rule-reads.server.ts";

type Priced = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly basePerUnit: bigint;
  /** Before tax. */
  readonly priceRupiah: bigint;
};
type Seller = { readonly regionCode: string; readonly isVatRegistered: boolean };

/** Whether what a buyer pays for these goods, the price with the seller's VAT, stands above the legal ceiling on a day. */
export async function isPaidAboveCeiling(
  goods: Priced,
  { taxClass }: Pick<Commodity, "taxClass">,
  seller: Seller,
  day: BusinessDay,
  on: Executor,
): Promise<boolean> {
  const ceiling = await ceilingFor(goods, seller.regionCode, day, on);
  const priceRupiah = withVat(goods.priceRupiah, taxClass, seller, await vatRuleOn(day, on));
  return isAboveCeiling({ ...goods, priceRupiah }, ceiling);
}
