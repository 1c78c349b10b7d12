import type { BusinessDay } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { taxClassesOf, vatRuleOn } from "../catalogue/vat-rule-reads.server.ts";
import { taxAtMost } from "./order.ts";

type Line = Parameters<typeof taxAtMost>[0][number] & { readonly commodityCode: string };

/** As `taxAtMost`, by the tax classes of the goods and the VAT rule of the delivery day. */
export async function taxAtMostOn(
  deliveryDay: BusinessDay,
  lines: readonly Omit<Line, "taxClass">[],
  on: Executor = db(),
): Promise<Rupiah> {
  const codes = lines.map((line) => line.commodityCode);
  // One trip to the database for both: neither needs the other.
  const [classes, rule] = await Promise.all([taxClassesOf(codes, on), vatRuleOn(deliveryDay, on)]);
  const taxed = lines.map((line) => {
    const taxClass = classes.get(line.commodityCode);
    invariant(taxClass, "a line asks for a commodity that exists");
    return { ...line, taxClass };
  });
  return taxAtMost(taxed, rule);
}
