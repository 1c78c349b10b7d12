import type { Budgets } from "./kitchen-days.server.ts";
import type { Stage } from "./stage.server.ts";
import { planOrder } from "./trade.server.ts";
import { workingDayAhead } from "./working-days.ts";

/** Small things from whoever has them: with these, S14 has nine suppliers in its period and lacks six. */
const BOUGHT: readonly (readonly [productKey: string, units: number, sellerKey: string])[] = [
  ["BPT-K", 6, "K18"],
  ["MYK-L", 15, "K19"],
  ["KTG-K", 40, "K13"],
  ["GRM-K", 5, "K04"],
  ["KCP-B", 6, "K16"],
  ["MLN-K", 30, "K22"],
];

export function planManySuppliers(stage: Stage, budgetOf: Budgets): void {
  const days = workingDayAhead(stage.today, 1);
  planOrder(
    stage,
    {
      buyerKey: "S14",
      days,
      lines: BOUGHT.map(([productKey, units]) => ({ productKey, units })),
      placedAt: stage.hoursAgo(15),
      approvedAt: stage.hoursAgo(14.5),
      offers: Object.fromEntries(
        BOUGHT.map(([productKey, , sellerKey]) => [
          productKey,
          { sellerKey, lotId: () => stage.lots.get(`${sellerKey}/${productKey}`) ?? "" },
        ]),
      ),
      offeredAt: stage.hoursAgo(14),
    },
    () => budgetOf("S14", days),
  );
}
