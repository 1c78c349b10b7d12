import { afterAll, beforeEach, expect, test } from "vitest";
import { offeredRails } from "#app/http/payment-provider.server.ts";
import { businessDay } from "#app/kernel/calendar.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { openCheckoutFor } from "#app/modules/payments/checkout-reads.server.ts";
import { proveProviderMoney, providerMoney } from "#app/modules/payments/provider-money-reads.server.ts";
import { verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { setFurtherGateways } from "#app/platform/gateways/checkout.server.ts";
import {
  closePaying,
  heedWebhook,
  payByProvider,
  shownPayAt,
} from "#app/routes/money/provider-page.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { askAboutSilentCheckouts } from "#jobs/payments/ask-about-silent-checkouts.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { secondProvider } from "#tests/support/second-provider.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: a provider of virtual accounts or QRIS fits where that of cards does, and nothing that calls it changes: same intent, same inbox, same
// books. Method: a provider of this test alone, with a protocol of its own; the house has none and offers none.
const database = await testDatabase({ poolSize: 6 });
const clock = fixClock(WORLD_STARTS);
const road = deliveries(database);
const bank = await secondProvider();
afterAll(() => bank.stop());
beforeEach(() => {
  setFurtherGateways([bank.gateway("virtualAccount", "Bank-Uji"), bank.gateway("qris", "Kode-Uji")]);
});

async function invoiced() {
  const deal = await road.promised();
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(deal.town.callOf(deal.seller.secretary), { invoiceId });
  const payer = deal.town.callOf(deal.kitchen.finance);
  const standing = async () => {
    const [row] = await database.sql`
      select state, paid_rupiah::int as paid, reported_rupiah::int as reported from invoices where id = ${invoiceId}`;
    return [row?.["state"], row?.["paid"], row?.["reported"]];
  };
  const pay = (rail: string) =>
    payByProvider({ ...payer, key: rail }, { rail, invoiceId, path: "/dapur/bayar/x" });
  const opened = async () => shownPayAt(await openCheckoutFor(invoiceId, now()));
  const paymentId = async () => (await openCheckoutFor(invoiceId, now()))?.paymentId ?? "";
  return { deal, invoiceId, payer, standing, pay, opened, paymentId };
}

const heard = async (request: Request, provider = "bank-uji") =>
  (await heedWebhook(request, provider)).status;
const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map(() => name));

test("a number of a bank is shown to the payer, lives for hours, and its signed word settles the invoice once", async () => {
  expect(offeredRails()).toEqual(["virtualAccount", "qris"]);
  const { deal, invoiceId, standing, pay, opened, paymentId } = await invoiced();
  // The payer comes back to our own page, which shows where to pay.
  expect(await pay("virtualAccount")).toBe("/dapur/bayar/x");
  expect(await opened()).toMatchObject({
    payAt: { kind: "virtualAccount", bank: "Bank Uji", number: expect.stringMatching(/^88608\d{11}$/) },
    qr: null,
    amountRupiah: 2_720_000n,
    expiresAt: new Date(now().getTime() + 180 * 60_000),
  });
  expect(await standing()).toEqual(["issued", 0, 2_720_000]);
  const payment = await paymentId();
  // Nobody but the provider says that it came.
  expect(
    await outcomeOf(verifyPayment(deal.town.callOf(deal.seller.treasurer), { paymentId: payment as never })),
  ).toBe("payments.secondPerson");
  const word = bank.paid(payment, now());
  expect(await heard(word("0".repeat(64)))).toBe(400);
  expect(await heard(word(), "kode-uji"), "another provider's word is about nothing of its").toBe(200);
  expect(await heard(word(), "nobody")).toBe(404);
  expect(await standing()).toEqual(["issued", 0, 2_720_000]);
  expect([await heard(word()), await heard(word())]).toEqual([200, 200]);
  expect(await standing()).toEqual(["settled", 2_720_000, 0]);
  const [row] = await database.sql`
    select p.rail, p.bank_name, p.number is not null as numbered,
      (select count(*)::int from checkout_words w where w.payment_id = p.id and w.outcome = 'booked') as booked,
      (select balance::int from account_balances b where b.organisation_id = ${deal.seller.id} and b.code = '1150') as held
    from payments p join payment_allocations a on a.payment_id = p.id where a.invoice_id = ${invoiceId}`;
  // The report of money through providers has it too: received, nothing sent, all of it there; books and deeds agree.
  const july = { from: businessDay("2026-07-01"), to: businessDay("2026-07-31") };
  const there = { rail: "virtualAccount", givenBackRupiah: 0n, feeRupiah: 0n, sentRupiah: 0n };
  expect(await providerMoney(deal.seller.id, july)).toEqual([
    { ...there, openingRupiah: 0n, receivedRupiah: 2_720_000n, heldRupiah: 2_720_000n },
  ]);
  const august = { from: businessDay("2026-08-01"), to: businessDay("2026-08-31") };
  expect(await providerMoney(deal.seller.id, august)).toEqual([
    { ...there, openingRupiah: 2_720_000n, receivedRupiah: 0n, heldRupiah: 2_720_000n },
  ]);
  expect(await proveProviderMoney(deal.seller.id)).toEqual([
    { rail: "virtualAccount", booksSay: 2_720_000n, deedsSay: 2_720_000n },
  ]);
  expect(await providerMoney(deal.kitchen.id, july)).toEqual([]);
  expect(row).toEqual({
    rail: "virtualAccount",
    bank_name: "Bank-Uji",
    numbered: true,
    booked: 1,
    held: 2_720_000,
  });
  expect(await faults()).toEqual([]);
});

test("a code is drawn for the payer; closed it frees its invoice, another amount is nobody's money, and silence is asked about", async () => {
  const one = await invoiced();
  await one.pay("qris");
  const shown = await one.opened();
  expect(shown?.payAt).toMatchObject({ kind: "qris", payload: expect.stringMatching(/^000201/) });
  expect(shown?.qr).toMatch(/^data:image\/png;base64,/);
  await closePaying(one.payer, one.invoiceId);
  expect(await one.standing()).toEqual(["issued", 0, 0]);
  expect(await one.opened()).toBeNull();

  const silent = await invoiced();
  await silent.pay("qris");
  bank.paid(await silent.paymentId(), now());
  clock.advance(40 * 60_000);
  await askAboutSilentCheckouts.run({
    actor: { kind: "system", name: "test" },
    at: now(),
    key: null,
    causation: null,
  });
  expect(await silent.standing()).toEqual(["settled", 2_720_000, 0]);
  expect(await faults()).toEqual([]);

  const other = await invoiced();
  await other.pay("virtualAccount");
  expect(await heard(bank.paid(await other.paymentId(), now(), { amount: 1 })())).toBe(200);
  expect(await other.standing()).toEqual(["issued", 0, 2_720_000]);
  expect(await faults()).toEqual(["card-words"]);
  await database.sql`delete from checkout_words where outcome = 'mismatch'`;
});
