import { callPeriods, draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { DraftPeriodInvoices } from "#app/modules/invoicing/invoice.schema.ts";
import { periodEnded } from "#app/modules/invoicing/invoicing.events.ts";
import { on } from "../reaction.ts";
import { every } from "../schedule.ts";

/** Every night, call up the periods that are over and whose deliveries nobody claims yet, however long ago they ended. */
export const callUpPeriods = every("call-up-periods", { cron: "40 1 * * *", queue: "invoicing" }, (call) =>
  callPeriods(call, {}),
);

/** When a period is called up, draw up its invoice: each a job of its own. */
export const invoiceEndedPeriod = on(
  periodEnded,
  { queue: "invoicing", name: "invoice-ended-period" },
  (call, period) => draftPeriodInvoices(call, DraftPeriodInvoices.parse(period)),
);
