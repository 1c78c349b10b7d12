import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** What keeps a draft from being sent with the others; null where nothing does. */
export type BatchHurdle = "late" | "noBudget" | "prices" | null;

export type BatchLine = {
  readonly id: string;
  readonly commodity: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly quantityBase: bigint;
  readonly promisedBase: bigint;
  readonly ceilingRupiah: Rupiah;
};

/** One of several orders that are looked over on one page, and sent or approved together. */
export type BatchOrder = {
  readonly id: string;
  readonly deliveryDay: BusinessDay;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly budgetId: string | null;
  readonly fund: string | null;
  /** The most it can cost, with tax. */
  readonly worstRupiah: Rupiah;
  /** Until when it can be sent at its best; null once it is sent. */
  readonly until: Date | null;
  readonly hurdle: BatchHurdle;
  readonly lines: readonly BatchLine[];
};

/** What a batch takes out of one budget, and what is free in it. */
export type BatchFund = {
  readonly budgetId: string;
  readonly fund: string;
  readonly takesRupiah: Rupiah;
  readonly freeRupiah: Rupiah;
};

/** The budgets that the orders without a hurdle are paid from, in the order in which they are first named. */
export function fundsOf(
  orders: readonly BatchOrder[],
  freeIn: (budgetId: string) => Rupiah,
): readonly BatchFund[] {
  const funds = new Map<string, BatchFund>();
  for (const { budgetId, fund, worstRupiah, hurdle } of orders) {
    if (budgetId === null || hurdle !== null) continue;
    const before = funds.get(budgetId)?.takesRupiah ?? 0n;
    funds.set(budgetId, {
      budgetId,
      fund: fund ?? "",
      takesRupiah: before + worstRupiah,
      freeRupiah: freeIn(budgetId),
    });
  }
  return [...funds.values()];
}
