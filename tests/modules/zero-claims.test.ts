import { expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import {
  agreeToPaymentTerms,
  proposePaymentTerms,
} from "#app/modules/commitments/propose-payment-terms.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { callPeriods, draftPeriodInvoices } from "#app/modules/invoicing/draft-period-invoices.server.ts";
import { issueInvoices } from "#app/modules/invoicing/issue-invoices.server.ts";
import { newId } from "#app/platform/new-id.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries } from "#tests/support/deliveries.ts";

// Goal: goods that come to no whole rupiah are claimed by nobody, neither by themselves nor within a period, and stand in the way of nothing else.
// Method: a gram at Rp 400 a kilo is accepted of a kilo that was brought, alone in a week and beside a delivery of a hundred kilos in the next.
const database = await testDatabase({ poolSize: 6 });
const { sql } = database;
const road = deliveries(database);
const at = (day: string) => new Date(`${day}T03:00:00Z`);

async function delivered({ town, kitchen, seller }: Deal, day: string, base: bigint, accepted: bigint) {
  town.goTo(at(day));
  const budgetId = await town.budget(kitchen, 500_000_000n, newId("budget"));
  const line = { quantityBase: base.toString(), ceilingRupiah: "400" };
  const orderId = await town.order(kitchen, { budgetId, line });
  const goods = await town.goods(seller, { priceRupiah: "400", costRupiah: "300" }, { quantityBase: base });
  const promise = { lotId: goods.lotId, quantityBase: base, priceRupiah: 400n };
  const commitmentId = await town.promise(seller, orderId, promise);
  const one = { town, kitchen, seller, goods, budgetId, orderId, commitmentId };
  const shipmentId = await road.dispatched(one, base);
  const refused = base - accepted;
  await road.receive(one, shipmentId, {
    deliveredBase: base.toString(),
    rejectedBase: refused.toString(),
    ...(refused > 0n
      ? { rejectReason: "rotten", disposition: "returned", photoId: await road.photoOf(kitchen, town) }
      : {}),
  });
  return (await draftShipmentInvoice(town.systemCall(), { shipmentId })).invoiceId;
}

test("what comes to nothing is on no invoice, alone, in a week of its own, or beside what comes to something", async () => {
  const deal = await road.promised();
  const { town, kitchen, seller } = deal;
  // By itself: there is no invoice of nothing.
  expect(await delivered(deal, "2026-07-06", 1_000n, 1n)).toBeNull();
  const { paymentTermsId: termsId } = await proposePaymentTerms(town.callOf(seller.secretary), {
    partnerId: kitchen.id,
    side: "seller",
    termDays: 7,
    validFrom: businessDay("2026-07-07"),
    basis: "Perjanjian 9/2026 pasal 3",
    collection: "weekly",
  });
  await agreeToPaymentTerms(town.callOf(kitchen.head), { paymentTermsId: termsId });
  await delivered(deal, "2026-07-13", 1_000n, 1n);
  await delivered(deal, "2026-07-20", 1_000n, 1n);
  await delivered(deal, "2026-07-21", 100_000n, 100_000n);

  const later = { ...town.systemCall(), at: at("2026-07-28") };
  expect(await draftPeriodInvoices(later, { termsId, through: "2026-07-19" })).toEqual({ invoiceIds: [] });
  const { invoiceIds } = await draftPeriodInvoices(later, { termsId, through: "2026-07-26" });
  expect(invoiceIds).toHaveLength(1);
  const [invoice] = await sql`
    select total_rupiah::text as total, (select count(*)::int from invoice_parts p where p.invoice_id = i.id) as parts
    from invoices i where id = ${invoiceIds[0] ?? ""}`;
  expect(invoice).toEqual({ total: "40000", parts: 1 });
  const call = { ...town.callOf(seller.secretary), at: at("2026-07-28") };
  expect(await issueInvoices(call, { invoiceIds: [...invoiceIds] })).toEqual({
    issued: invoiceIds,
    leftOut: [],
  });
  // No night asks for it again.
  expect(await callPeriods({ ...later, key: null }, {})).toEqual({ called: 0 });
  expect((await proveDatabase(database.url)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});
