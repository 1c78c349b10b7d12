import type { FormFields } from "#app/http/form.server.ts";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { addDays, type BusinessDay, dayOf, type TimeZone } from "#app/kernel/calendar.ts";
import { BusinessDayText } from "#app/kernel/calendar-text.ts";
import { mondayOf } from "#app/modules/menus/kitchen-calendar.ts";
import { usualBudget } from "#app/modules/orders/order-ground-reads.server.ts";
import { budgetsOf } from "#app/modules/orders/order-reads.server.ts";
import { weekDemand } from "#app/modules/orders/week-demand-reads.server.ts";
import {
  type DemandDelivery,
  deliveryWish,
  type TypedLine,
  type WeekLine,
  weekLine,
  weekLineKey,
} from "#app/modules/orders/week-draft.ts";

type Kitchen = Parameters<typeof weekDemand>[0] & { readonly timeZone: TimeZone };

const WEEK_DAYS = 7;

/** The Monday of the week that is looked at: the one asked for, else the next. */
export function weekAsked(url: URL, kitchen: Kitchen, at: Date): BusinessDay {
  const asked = BusinessDayText.safeDecode(url.searchParams.get("pekan") ?? "");
  return asked.success ? mondayOf(asked.data) : addDays(mondayOf(dayOf(at, kitchen.timeZone)), WEEK_DAYS);
}

/** The days before the week that its demand begins with, and after, so that a page can lead there. */
export function weeksAround(monday: BusinessDay) {
  return { before: addDays(monday, -WEEK_DAYS), after: addDays(monday, WEEK_DAYS) };
}

export type WeekSheetDelivery = Omit<DemandDelivery, "lines"> & {
  readonly budgetId: string;
  readonly lines: readonly WeekLine[];
};

/** A week's demand with what was typed beside it. */
export async function weekSheet(
  kitchen: Kitchen,
  monday: BusinessDay,
  at: Date,
  typedAt: (key: string) => TypedLine | undefined = () => undefined,
) {
  const [demand, budgets] = await Promise.all([
    weekDemand(kitchen, { from: monday, count: WEEK_DAYS }, at),
    budgetsOf(kitchen.id),
  ]);
  const deliveries = demand.deliveries.map(
    (delivery): WeekSheetDelivery => ({
      ...delivery,
      budgetId: usualBudget(budgets, delivery.deliveryDay),
      lines: delivery.lines.map((line) => weekLine(line, typedAt(weekLineKey(line)))),
    }),
  );
  return {
    days: demand.days.map(({ dishes, ...day }) => ({ ...day, dishes: dishes.map(({ name }) => name) })),
    unlinked: demand.unlinked,
    deliveries,
  };
}

export type WeekSheet = Awaited<ReturnType<typeof weekSheet>>;

/** What was typed into the form of a week, by the key of the line. */
export function typedInto(form: FormFields): (key: string) => TypedLine | undefined {
  const values = form.values();
  return (key) => {
    const text = (name: string) => values[`lines[${key}].${name}`] ?? "";
    return `lines[${key}].reckoned` in values
      ? {
          stock: text("stock"),
          units: text("units"),
          reckoned: text("reckoned"),
          ordered: text("ordered"),
          ceiling: text("ceiling"),
        }
      : undefined;
  };
}

/** The sheet as `DraftWeek` takes it, and the names of its lines' fields in the same order. */
export function weekWish(sheet: WeekSheet) {
  const wishes = sheet.deliveries.flatMap((delivery) => {
    const wish = deliveryWish(delivery, delivery.lines, delivery.budgetId);
    return wish
      ? [{ wish, keys: delivery.lines.filter((line) => line.units > 0n).map(({ key }) => key) }]
      : [];
  });
  return {
    input: { deliveries: wishes.map(({ wish }) => wish) },
    /** `deliveries[1].lines[0].ceilingRupiah` → `lines[key].ceiling`; all that is about a quantity stands where the units do. */
    errorsByLine: (errors: Errors): Errors => {
      const said: Record<string, string[]> = {};
      for (const [path, sentences] of Object.entries(errors)) {
        const match = /^deliveries\[(\d+)\]\.lines\[(\d+)\]\.?(\w*)/.exec(path);
        const key = match ? wishes[Number(match[1])]?.keys[Number(match[2])] : undefined;
        const box = OF_PRICE.has(match?.[3] ?? "") ? "ceiling" : "units";
        const name = key === undefined ? "" : `lines[${key}].${box}`;
        said[name] = [...new Set([...(said[name] ?? []), ...sentences])];
      }
      return said;
    },
  };
}

type Errors = Readonly<Record<string, readonly string[]>>;
const OF_PRICE: ReadonlySet<string> = new Set(["ceilingRupiah", "overrideReason"]);

/** What is wrong with the boxes of a sheet, in words beside them; empty when all can be read. `isMoved`: others ordered meanwhile. */
export function wrongBoxes(sheet: WeekSheet): { readonly errors: Errors; readonly isMoved: boolean } {
  const open = sheet.deliveries.filter(({ isTooLate }) => !isTooLate);
  const errors: Record<string, string[]> = {};
  let isMoved = false;
  for (const { deliveryDay, lines } of open)
    for (const { key, wrong } of lines)
      for (const [box, code] of Object.entries(wrong)) {
        errors[`lines[${key}].${box}`] = [sayRefusal(code, { day: deliveryDay })];
        isMoved ||= code === "orders.weekMoved";
      }
  return { errors, isMoved };
}
