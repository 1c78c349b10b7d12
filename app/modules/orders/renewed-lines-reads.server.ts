import { dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { db, type Executor } from "#db/client.server.ts";
import { gradedCommodities, gradeKey } from "../catalogue/commodity-reads.server.ts";
import { ceilingPerUnit } from "../catalogue/price-ceiling.ts";
import { stepAt } from "../catalogue/price-tiers.ts";
import { unquestionedPrice } from "../catalogue/price-yardstick.ts";
import { yardsticksFor } from "../catalogue/yardstick-reads.server.ts";
import { pricesForGoods } from "../menus/price-reads.server.ts";

type Buyer = { readonly id: string; readonly regionCode: string; readonly timeZone: TimeZone };

type AskedLine = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly basePerUnit: bigint;
  readonly quantityBase: bigint;
  /** What was paid at most before; null where nobody ever said. */
  readonly ceilingRupiah: Rupiah | null;
};

export type Renewed<Line extends AskedLine> = Omit<Line, "ceilingRupiah"> & {
  readonly commodity: string;
  /** Goods that keep come once a week. */
  readonly isDry: boolean;
  /** Whether anybody offers these goods to the buyer now. */
  readonly isOffered: boolean;
  /** The most to pay for a unit that nobody questions today, else what it costs now, else what it was before. */
  readonly ceilingRupiah: Rupiah | null;
  readonly beforeRupiah: Rupiah | null;
};

/** Lines that were asked for before, with the prices of today: for whoever asks for the same again. */
export async function renewedLines<Line extends AskedLine>(
  buyer: Buyer,
  lines: readonly Line[],
  at: Date,
  on: Executor = db(),
): Promise<Renewed<Line>[]> {
  const today = dayOf(at, buyer.timeZone);
  const [known, priceOf, yardstickOf] = await Promise.all([
    gradedCommodities(lines, on),
    pricesForGoods(buyer.id, lines, today, on),
    yardsticksFor(lines, buyer.regionCode, today, on),
  ]);
  return lines.map((line) => {
    const price = stepAt(priceOf(line), line.quantityBase);
    const goods = known.get(gradeKey(line));
    const now = price && ceilingPerUnit(price, line.basePerUnit);
    return {
      ...line,
      commodity: goods?.name ?? line.commodityCode,
      isDry: goods?.storageClass === "dry",
      isOffered: price?.from === "offer",
      beforeRupiah: line.ceilingRupiah,
      ceilingRupiah: unquestionedPrice(yardstickOf(line), line.basePerUnit) ?? now ?? line.ceilingRupiah,
    };
  });
}
