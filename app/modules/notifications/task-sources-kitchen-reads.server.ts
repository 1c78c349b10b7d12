import { sayRefusal } from "#app/i18n/refusals.ts";
import { addDays, momentOf } from "#app/kernel/calendar.ts";
import { organisationById } from "../identity/organisation-reads.server.ts";
import { plannedDays } from "../menus/cycle-reads.server.ts";
import { deliveryDayOf } from "../menus/demand.ts";
import { mondayOf } from "../menus/kitchen-calendar.ts";
import { receivingWindowsOf } from "../menus/receiving-windows-reads.server.ts";
import { suspensionEffectsOf } from "../orders/calendar-effect-reads.server.ts";
import { submitBy } from "../orders/cut-off.ts";
import { orderTimesFor } from "../orders/cut-off-reads.server.ts";
import { openOrdersIn } from "../orders/ordered-reads.server.ts";
import { standingToMend } from "../orders/standing-reads.server.ts";
import type { Task } from "./task.ts";
import type { TaskSource } from "./task-source.server.ts";

const WEEK_DAYS = 7;

/** Next week, while dishes are planned for it and nothing was asked for yet: due when the market of its first delivery closes. */
export const weekToOrder: TaskSource = async ({ organisationId, cityCode, zone, today, at }, on) => {
  const monday = addDays(mondayOf(today), WEEK_DAYS);
  const { dry } = await receivingWindowsOf({ id: organisationId, regionCode: cityCode }, today, on);
  const { daysBefore, windowStart } = dry;
  const deliveryDay = deliveryDayOf(monday, "dry", dry);
  const week = { from: addDays(monday, -daysBefore), to: addDays(monday, WEEK_DAYS - 1) };
  if ((await openOrdersIn(organisationId, week, on)).length > 0) return [];
  const days = await plannedDays(organisationId, monday, WEEK_DAYS, at, on);
  const cooking = days.filter(
    ({ operates, dishes, heads }) => operates && dishes.length > 0 && heads.small + heads.large > 0,
  );
  if (cooking.length === 0) return [];
  const times = await orderTimesFor({ cityCode, deliveryDay, windowStart, timeZone: zone }, on);
  return [
    {
      kind: "week.order",
      subjectId: monday,
      path: `kebutuhan?pekan=${monday}`,
      due: submitBy(times, at),
      params: { day: monday, count: cooking.length.toString() },
    },
  ];
};

/** Days of standing orders for which no draft was written or not all of it, with the reason: due when the goods should come. */
export const standingDaysToMend: TaskSource = async ({ organisationId, zone, today, at }, on) => {
  const rows = await standingToMend(organisationId, { today, at }, on);
  return rows.map(({ day, name }): Task => {
    const code =
      day.reasonCode ?? (day.outcome === "missed" ? "orders.standingMissed" : "orders.standingHangs");
    return {
      kind: "standing.mend",
      subjectId: `${day.standingOrderId}/${day.deliveryDay}`,
      path: day.orderId === null ? "pesanan/rutin" : `pesanan/${day.orderId}/ubah`,
      due: momentOf(day.deliveryDay, "00:00", zone),
      params: {
        day: day.deliveryDay,
        name,
        reason: sayRefusal(code, day.reasonParams ?? {}),
        ...(day.orderId === null ? {} : { orderId: day.orderId }),
      },
    };
  });
};

/** Open orders of a kitchen that was suspended, as one task: each is cancelled or reduced before its goods leave. */
export const ordersToEnd: TaskSource = async ({ organisationId, zone, today }, on) => {
  const kitchen = await organisationById(organisationId, on);
  if (kitchen?.state !== "suspended") return [];
  const effects = await suspensionEffectsOf(organisationId, today, on);
  const open = effects.filter(({ deed }) => deed !== "keep");
  const [first] = open;
  if (!first) return [];
  const { deliveryDay, windowStart } = first.order;
  return [
    {
      kind: "order.end",
      subjectId: organisationId,
      path: "kalender",
      due: momentOf(deliveryDay, windowStart, zone),
      params: { day: deliveryDay, count: open.length.toString() },
    },
  ];
};
