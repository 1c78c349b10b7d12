import { ExactSum } from "../exact-sum.ts";
import { type Plan, supplierCount } from "./limits.ts";

/** What a plan comes to: what going without costs, then goods, then handling. All in cost × base unit. */
export type Worth = {
  /** Unfilled quantities at their price; the smaller, the better the urgent lines are served. */
  readonly unfilled: bigint;
  readonly goods: bigint;
  readonly handling: bigint;
  readonly filled: bigint;
};

/** Adds up a plan, exactly. */
export function worthOf({
  parts,
  missing,
  limits,
  transport,
}: Pick<Plan, "parts" | "missing" | "limits" | "transport">): Worth {
  const unfilled = new ExactSum();
  const goods = new ExactSum();
  const handling = new ExactSum();
  const filled = new ExactSum();
  for (const [line, list] of parts.entries()) {
    unfilled.add(missing[line] as number, transport.unfilledCost[line] as number);
    filled.add((transport.demand[line] as number) - (missing[line] as number), 1);
    for (const { quantity, cost } of list) goods.add(quantity, cost);
    const most = limits.suppliersMax[line] as number;
    const extra = most === 0 || list.length <= most ? 0 : supplierCount(limits, list) - most;
    if (extra > 0) handling.add(extra, limits.extraFee[line] as number);
  }
  return {
    unfilled: unfilled.total(),
    goods: goods.total(),
    handling: handling.total(),
    filled: filled.total(),
  };
}

/** Whether one plan is better than another: first by what goes unfilled, then by goods and handling together. */
export function isBetter(one: Worth, other: Worth): boolean {
  if (one.unfilled !== other.unfilled) return one.unfilled < other.unfilled;
  return one.goods + one.handling < other.goods + other.handling;
}
