import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";

/** A line of last week's order with the prices of today. */
export type RepeatLine = {
  readonly position: number;
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly quantityBase: bigint;
  readonly dishGroup: string | null;
  readonly specification: string | null;
  readonly commodity: string;
  readonly isDry: boolean;
  readonly isOffered: boolean;
  readonly ceilingRupiah: Rupiah | null;
  readonly beforeRupiah: Rupiah | null;
};

/** Why an order of last week is not repeated unless somebody asks for it; null where it is. */
export type RepeatDoubt = "closed" | "late" | "ordered" | null;

/** An order of last week as it would be asked for again. */
export type RepeatOrder = {
  readonly sourceId: string;
  readonly deliveryDay: BusinessDay;
  readonly windowStart: string;
  readonly windowEnd: string;
  readonly urgencyClass: number;
  readonly suppliersPerLineMax: number | null;
  readonly note: string | null;
  readonly budgetId: string;
  /** Orders that its day has already, of any state. */
  readonly seenOrders: number;
  readonly doubt: RepeatDoubt;
  readonly lines: readonly RepeatLine[];
};

type Facts = {
  readonly isTooLate: boolean;
  /** Whether anything is cooked of what comes on its day. */
  readonly isCooked: boolean;
  readonly seenOrders: number;
};

/** What speaks against asking for an order again, the weightiest first. */
export function repeatDoubt({ isTooLate, isCooked, seenOrders }: Facts): RepeatDoubt {
  if (isTooLate) return "late";
  if (!isCooked) return "closed";
  return seenOrders > 0 ? "ordered" : null;
}

/** As `DraftWeek` takes it; null where nothing is left to ask for. `keeps` says which of its lines are asked for again. */
export function repeatWish(
  order: RepeatOrder,
  seenOrders: number | string,
  keeps: (line: RepeatLine) => boolean,
) {
  const lines = order.lines.filter(keeps);
  if (lines.length === 0) return null;
  const { deliveryDay, windowStart, windowEnd, budgetId, suppliersPerLineMax, note } = order;
  return {
    deliveryDay,
    windowStart,
    windowEnd,
    seenOrders,
    urgencyClass: order.urgencyClass,
    ...(budgetId === "" ? {} : { budgetId }),
    ...(suppliersPerLineMax === null ? {} : { suppliersPerLineMax }),
    ...(note === null ? {} : { note }),
    lines: lines.map((line) => ({
      commodityCode: line.commodityCode,
      gradeCode: line.gradeCode,
      unit: line.unit,
      basePerUnit: line.basePerUnit.toString(),
      quantityBase: line.quantityBase.toString(),
      ceilingRupiah: (line.ceilingRupiah ?? "").toString(),
      ...(line.dishGroup === null ? {} : { dishGroup: line.dishGroup }),
      ...(line.specification === null ? {} : { specification: line.specification }),
    })),
  };
}
