import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import { addDays, type BusinessDay } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { commodities } from "#db/schema/catalogue.ts";
import { orders } from "#db/schema/orders.ts";
import {
  orderTemplateLines,
  orderTemplates,
  standingDays,
  standingOrders,
} from "#db/schema/orders-standing.ts";

const SHOWN_MAX = 100;
/** A day that was called and not written for so long hangs: somebody should know. */
const HANGING_MS = 30 * 60_000;

export type OrderTemplateView = typeof orderTemplates.$inferSelect & {
  readonly lines: readonly (typeof orderTemplateLines.$inferSelect & { readonly commodity: string })[];
};

/** A buyer's templates that can be used, by name, with what they ask for. */
export async function templatesOf(buyerId: string, on: Executor = db()): Promise<OrderTemplateView[]> {
  const rows = await on
    .select()
    .from(orderTemplates)
    .where(and(eq(orderTemplates.buyerId, buyerId), isNull(orderTemplates.removedAt)))
    .orderBy(asc(orderTemplates.name))
    .limit(SHOWN_MAX);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const lines = await on
    .select({ line: orderTemplateLines, commodity: commodities.name })
    .from(orderTemplateLines)
    .innerJoin(commodities, eq(commodities.code, orderTemplateLines.commodityCode))
    .where(inArray(orderTemplateLines.templateId, ids))
    .orderBy(asc(orderTemplateLines.position));
  return rows.map((row) => ({
    ...row,
    lines: lines.flatMap(({ line, commodity }) =>
      line.templateId === row.id ? [{ ...line, commodity }] : [],
    ),
  }));
}

export type StandingView = typeof standingOrders.$inferSelect & {
  readonly name: string;
  /** Its newest days, the last to come first. */
  readonly days: readonly (typeof standingDays.$inferSelect)[];
};

const DAYS_SHOWN = 7;

/** A buyer's standing orders that are not ended, by name, each with its newest days. */
export async function standingOf(buyerId: string, on: Executor = db()): Promise<StandingView[]> {
  const rows = await on
    .select({ standing: standingOrders, name: orderTemplates.name })
    .from(standingOrders)
    .innerJoin(orderTemplates, eq(orderTemplates.id, standingOrders.templateId))
    .where(and(eq(standingOrders.buyerId, buyerId), isNull(standingOrders.endedAt)))
    .orderBy(asc(orderTemplates.name), asc(standingOrders.id))
    .limit(SHOWN_MAX);
  return Promise.all(
    rows.map(async ({ standing, name }) => ({
      ...standing,
      name,
      days: await on
        .select()
        .from(standingDays)
        .where(eq(standingDays.standingOrderId, standing.id))
        .orderBy(desc(standingDays.deliveryDay))
        .limit(DAYS_SHOWN),
    })),
  );
}

/**
 * Days of a buyer's standing orders that somebody has to look at: failed or hanging ones that can still be written, drafts
 * that lack a line until they are sent or called off, and missed ones until a day after.
 */
export async function standingToMend(
  buyerId: string,
  { today, at }: { readonly today: BusinessDay; readonly at: Date },
  on: Executor = db(),
) {
  return on
    .select({ day: standingDays, name: orderTemplates.name })
    .from(standingDays)
    .innerJoin(standingOrders, eq(standingOrders.id, standingDays.standingOrderId))
    .innerJoin(orderTemplates, eq(orderTemplates.id, standingOrders.templateId))
    .leftJoin(orders, eq(orders.id, standingDays.orderId))
    .where(
      and(
        eq(standingDays.buyerId, buyerId),
        isNull(standingOrders.endedAt),
        or(
          and(
            isNotNull(standingDays.reasonCode),
            eq(orders.state, "draft"),
            gte(standingDays.deliveryDay, today),
          ),
          and(eq(standingDays.outcome, "failed"), gte(standingDays.deliveryDay, today)),
          and(
            eq(standingDays.outcome, "due"),
            gte(standingDays.deliveryDay, today),
            lt(standingDays.calledAt, new Date(at.getTime() - HANGING_MS)),
          ),
          and(eq(standingDays.outcome, "missed"), gte(standingDays.deliveryDay, addDays(today, -1))),
        ),
      ),
    )
    .orderBy(asc(standingDays.deliveryDay), asc(standingDays.standingOrderId))
    .limit(SHOWN_MAX);
}
