import { and, asc, eq, gt, lt, not, sql } from "drizzle-orm";
import { addDays, type BusinessDay, momentOf } from "#app/kernel/calendar.ts";
import type { Executor } from "#db/client.server.ts";
import { organisations } from "#db/schema/identity.ts";
import { invoices } from "#db/schema/invoicing.ts";
import { lineObjections } from "#db/schema/invoicing-objections.ts";
import { invoicePromises } from "#db/schema/payments-promises.ts";
import { frameworksToAnswer } from "../commitments/framework-reads.server.ts";
import { termsToAnswer } from "../commitments/payment-terms-reads.server.ts";
import { daysLate } from "../invoicing/due.ts";
import { lateIn } from "../invoicing/due-parts-reads.server.ts";
import { isAssigned } from "../invoicing/receivable-reads.server.ts";
import { numberParameter } from "../regions/parameter-reads.server.ts";
import type { Task } from "./task.ts";
import { TASKS_MAX, type TaskScope, type TaskSource } from "./task-source.server.ts";

/** A transfer that the seller has yet to find is nobody's delay, so what is reported counts as come. */
const came = sql`${invoices.paidRupiah} + ${invoices.reportedRupiah}`;

/** The promise that stands of an invoice names a day that is not over: until then nobody is reminded of it. */
const isPromised = (today: BusinessDay) => sql`coalesce((
  select ${invoicePromises.promisedOn} from ${invoicePromises} where ${invoicePromises.invoiceId} = ${invoices.id}
  order by ${invoicePromises.recordedAt} desc, ${invoicePromises.id} desc limit 1) >= ${today}::date, false)`;

type Side = "sellerId" | "buyerId";

/** Invoices of one side of which something is past its day by more than so many days, with the other side's name; the oldest first. */
async function lateInvoices(
  { organisationId, today }: TaskScope,
  { side, afterDays }: { readonly side: Side; readonly afterDays: number },
  on: Executor,
) {
  const other = side === "sellerId" ? invoices.buyerId : invoices.sellerId;
  const before = addDays(today, -afterDays);
  return on
    .select({
      id: invoices.id,
      number: invoices.number,
      name: organisations.name,
      dueOn: sql<BusinessDay>`overdue.since::text`,
      open: sql<string>`overdue.late::text`,
    })
    .from(invoices)
    .innerJoin(organisations, eq(organisations.id, other))
    .innerJoin(sql`lateral ${lateIn(sql`${invoices}`, { came, before })} overdue`, sql`true`)
    .where(
      and(
        eq(invoices[side], organisationId),
        // What a seller assigned is not its to ask for.
        side === "sellerId" ? not(isAssigned) : undefined,
        eq(invoices.state, "issued"),
        // No part of an invoice is due before the invoice.
        lt(invoices.dueOn, before),
        gt(sql`overdue.late`, sql`0`),
        not(isPromised(today)),
      ),
    )
    .orderBy(asc(sql`overdue.since`), asc(invoices.id))
    .limit(TASKS_MAX);
}

type LateInvoice = Awaited<ReturnType<typeof lateInvoices>>[number];

function taskOf(
  { today, zone }: TaskScope,
  kind: "invoice.chase" | "invoice.late",
  path: string,
): (row: LateInvoice) => Task {
  return (row) => ({
    kind,
    subjectId: row.id,
    path: `${path}/${row.id}`,
    due: momentOf(row.dueOn, "17:00", zone),
    params: {
      name: row.name,
      number: row.number ?? "",
      amount: row.open,
      days: daysLate(row.dueOn, today).toString(),
    },
  });
}

/** Money that did not come by its day: the seller's treasurer asks for it from the first day on. */
export const invoicesToChase: TaskSource = async (scope, on) => {
  const rows = await lateInvoices(scope, { side: "sellerId", afterDays: 0 }, on);
  return rows.map(taskOf(scope, "invoice.chase", "penjualan"));
};

/** What a kitchen's finance left unpaid for so long, by a dated rule, that it comes before its head. */
export const invoicesForHead: TaskSource = async (scope, on) => {
  const afterDays = await numberParameter(on, "payment.head_after_days", {
    regionCode: scope.cityCode,
    day: scope.today,
  });
  const rows = await lateInvoices(scope, { side: "buyerId", afterDays }, on);
  return rows.map(taskOf(scope, "invoice.late", "tagihan"));
};

/** Lines of this seller's invoices that a buyer objects to: so much is held until it answers. */
export const objectionsToAnswer: TaskSource = async ({ organisationId, zone }, on) => {
  const rows = await on
    .select({
      id: lineObjections.id,
      invoiceId: invoices.id,
      number: invoices.number,
      name: organisations.name,
      dueOn: invoices.dueOn,
      held: sql<string>`(${lineObjections.goodsRupiah} + ${lineObjections.taxRupiah})::text`,
    })
    .from(lineObjections)
    .innerJoin(invoices, eq(invoices.id, lineObjections.invoiceId))
    .innerJoin(organisations, eq(organisations.id, invoices.buyerId))
    .where(and(eq(lineObjections.state, "open"), eq(invoices.sellerId, organisationId)))
    .orderBy(asc(invoices.dueOn), asc(lineObjections.id))
    .limit(TASKS_MAX);
  return rows.map(
    (row): Task => ({
      kind: "objection.answer",
      subjectId: row.id,
      path: `penjualan/${row.invoiceId}`,
      due: momentOf(row.dueOn, "17:00", zone),
      params: { name: row.name, number: row.number ?? "", amount: row.held },
    }),
  );
};

/** Terms of payment that a partner proposed: one task for whoever speaks for the own side, on whichever side of the trade that is. */
function termsWaiting(side: "seller" | "buyer"): TaskSource {
  return async ({ organisationId, zone }, on) => {
    const rows = await termsToAnswer(organisationId, side, TASKS_MAX, on);
    return rows.map(
      (row): Task => ({
        kind: "terms.answer",
        subjectId: row.id,
        path: "tempo-bayar",
        due: momentOf(row.validFrom, "00:00", zone),
        params: { name: row.name, days: row.termDays.toString() },
      }),
    );
  };
}

export const termsForBuyer = termsWaiting("buyer");
export const termsForSeller = termsWaiting("seller");

/** Agreements on supply at a price that stands, proposed by a partner, on whichever side of the trade that is. */
function frameworksWaiting(side: "seller" | "buyer"): TaskSource {
  return async ({ organisationId, zone }, on) => {
    const rows = await frameworksToAnswer(organisationId, side, TASKS_MAX, on);
    return rows.map(
      (row): Task => ({
        kind: "framework.answer",
        subjectId: row.id,
        path: "kontrak-payung",
        due: momentOf(row.validFrom, "00:00", zone),
        params: { name: row.name, title: row.title },
      }),
    );
  };
}

export const frameworksForBuyer = frameworksWaiting("buyer");
export const frameworksForSeller = frameworksWaiting("seller");
