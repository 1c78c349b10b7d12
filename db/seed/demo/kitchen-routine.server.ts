import { and, asc, eq } from "drizzle-orm";
import { addDays } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import type { GoodsClass } from "#app/kernel/goods-class.ts";
import { addSchool } from "#app/modules/menus/add-school.server.ts";
import { setReceivingWindow } from "#app/modules/menus/set-receiving-window.server.ts";
import { callStandingOrders } from "#app/modules/orders/call-standing-orders.server.ts";
import { draftStandingOrder } from "#app/modules/orders/draft-standing-order.server.ts";
import { saveOrderTemplate } from "#app/modules/orders/save-order-template.server.ts";
import { startStandingOrder } from "#app/modules/orders/start-standing-order.server.ts";
import { db } from "#db/client.server.ts";
import { orders } from "#db/schema/orders.ts";
import { standingDays } from "#db/schema/orders-standing.ts";
import { houseCall, type Stage } from "./stage.server.ts";

/** The kitchen whose routine is told whole. */
const KITCHEN = "S08";

/** Where its trays go: small and large portions, which add up to what it cooks. */
const SCHOOLS: readonly (readonly [name: string, small: number, large: number, contact: string])[] = [
  ["TK Contoh Sawojajar (Demo)", 140, 0, "Bu Ratna (Demo)"],
  ["SDN Contoh Sawojajar 1 (Demo)", 420, 380, "Pak Hadi (Demo)"],
  ["SDN Contoh Sawojajar 2 (Demo)", 390, 350, "Bu Lilik (Demo)"],
  ["SMPN Contoh 21 (Demo)", 0, 620, "Pak Anton (Demo)"],
  ["SMAN Contoh 10 (Demo)", 0, 390, "Bu Wati (Demo)"],
  ["Posyandu Contoh Melati (Demo)", 250, 60, "Bidan Yuni (Demo)"],
];

type Hours = readonly [goodsClass: GoodsClass, daysBefore: number, from: string, until: string];

/** When doors take which goods, where it is not as everywhere in the region. */
const HOURS: readonly (readonly [kitchenKey: string, ...hours: Hours[]])[] = [
  ["S01", ["dry", 1, "05:30", "06:30"]],
  ["S03", ["daily", 0, "03:30", "04:30"]],
  ["S04", ["vegetable", 1, "13:30", "15:30"]],
  [KITCHEN, ["dry", 1, "08:00", "12:00"], ["meat", 1, "14:00", "16:00"], ["daily", 0, "03:30", "05:00"]],
  ["S10", ["vegetable", 1, "13:30", "15:30"]],
];

/** Whom kitchens cook for, when their doors take what, and what they ask for again every week. */
export function planRoutine(stage: Stage): void {
  planSchools(stage);
  planHours(stage);
  planStanding(stage);
}

function planSchools(stage: Stage): void {
  const at = stage.on(-40, "09:00");
  for (const [position, [name, smallHeads, largeHeads, contactName]] of SCHOOLS.entries())
    stage.agenda.plan(at, async () => {
      await addSchool(stage.as(KITCHEN, ["kitchen_nutrition"], at), {
        name,
        smallHeads,
        largeHeads,
        contactName,
        contactPhone: `+62 800-0000-60${position.toString().padStart(2, "0")}`,
        servedFrom: addDays(stage.today, -40),
      });
    });
}

function planHours(stage: Stage): void {
  const at = stage.on(-40, "09:30");
  for (const [kitchenKey, ...hours] of HOURS)
    stage.agenda.plan(at, async () => {
      for (const [goodsClass, daysBefore, windowStart, windowEnd] of hours)
        await setReceivingWindow(stage.as(kitchenKey, ["kitchen_head"], at), {
          goodsClass,
          window: { daysBefore, windowStart, windowEnd },
        });
    });
}

const DAYS_AHEAD = 6;

/** What was ordered two weeks ago is kept under a name; every Tuesday and Thursday it is asked for again since yesterday. */
function planStanding(stage: Stage): void {
  const saved = stage.on(-6, "10:00");
  const kept = { templateId: "" };
  stage.agenda.plan(saved, async () => {
    const [first] = await db()
      .select({ id: orders.id })
      .from(orders)
      .where(eq(orders.buyerId, stage.party(KITCHEN).organisationId))
      .orderBy(asc(orders.createdAt), asc(orders.id))
      .limit(1);
    invariant(first, `${KITCHEN} has ordered before`);
    kept.templateId = (
      await saveOrderTemplate(stage.as(KITCHEN, ["kitchen_finance"], saved), {
        orderId: first.id,
        name: "Beras dan wortel",
      })
    ).templateId;
  });
  const started = stage.hoursAgo(25);
  stage.agenda.plan(started, async () => {
    await startStandingOrder(stage.as(KITCHEN, ["kitchen_finance"], started), {
      ...kept,
      weekdays: [2, 4],
      daysAhead: DAYS_AHEAD,
      startsOn: addDays(stage.today, 1),
    });
  });
  const called = stage.hoursAgo(1.5);
  stage.agenda.plan(called, async () => {
    await callStandingOrders(houseCall(called), {});
    const due = await db()
      .select()
      .from(standingDays)
      .where(
        and(eq(standingDays.buyerId, stage.party(KITCHEN).organisationId), eq(standingDays.outcome, "due")),
      );
    for (const { standingOrderId, deliveryDay } of due)
      await draftStandingOrder(houseCall(called), { standingOrderId, deliveryDay });
  });
}
