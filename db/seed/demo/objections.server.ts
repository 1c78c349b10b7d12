import { and, asc, eq } from "drizzle-orm";
import { addDays } from "#app/kernel/calendar.ts";
import { invariant } from "#app/kernel/errors.ts";
import { openObjection } from "#app/modules/invoicing/open-objection.server.ts";
import { db } from "#db/client.server.ts";
import { invoiceLines, invoices } from "#db/schema/invoicing.ts";
import { shipments } from "#db/schema/shipments.ts";
import type { Stage } from "./stage.server.ts";
import { dayOfPast } from "./working-days.ts";

/** Three kilograms of last week's greens were rotten inside when S09 washed them; K17 has to answer, and all else of the invoice goes on. */
export function planObjection(stage: Stage): void {
  const days = dayOfPast(stage.today, "lastMarket");
  const at = stage.on(days + 1, "10:00");
  stage.agenda.plan(at, async () => {
    const [line] = await db()
      .select({ id: invoiceLines.id })
      .from(invoiceLines)
      .innerJoin(invoices, eq(invoices.id, invoiceLines.invoiceId))
      .innerJoin(shipments, eq(shipments.id, invoices.shipmentId))
      .where(
        and(
          eq(invoices.buyerId, stage.party("S09").organisationId),
          eq(invoices.sellerId, stage.party("K17").organisationId),
          eq(invoices.state, "issued"),
          eq(shipments.deliveryDay, addDays(stage.today, days)),
        ),
      )
      .orderBy(asc(invoiceLines.id))
      .limit(1);
    invariant(line, "K17 brought S09 something last week");
    await openObjection(stage.as("S09", ["kitchen_finance"], at), {
      invoiceLineId: line.id,
      cause: "quality",
      quantityBase: "3000",
      note: "Tiga kilo sawi busuk di bagian dalam ikatan; baru terlihat saat dicuci di dapur (Demo).",
    });
  });
}
