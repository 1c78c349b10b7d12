import type { TimeZone } from "#app/kernel/calendar.ts";
import { db, type Executor } from "#db/client.server.ts";
import { renewedLines } from "./renewed-lines-reads.server.ts";
import { templatesOf } from "./standing-reads.server.ts";

type Buyer = { readonly id: string; readonly regionCode: string; readonly timeZone: TimeZone };

/** A template of a buyer as an order that could have been written from it now, at today's prices; null when it has none of that id. */
export async function templateAsOrder(buyer: Buyer, templateId: string, at: Date, on: Executor = db()) {
  const template = (await templatesOf(buyer.id, on)).find(({ id }) => id === templateId);
  if (!template) return null;
  const lines = await renewedLines(
    buyer,
    template.lines.map((line) => ({ ...line, ceilingRupiah: null })),
    at,
    on,
  );
  return {
    ...template,
    deliveryDay: "",
    budgetId: null,
    version: 1,
    lines: lines.map((line) => ({ ...line, overrideReason: null })),
  };
}
