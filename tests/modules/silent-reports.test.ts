import { expect, test } from "vitest";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { withdrawPayment } from "#app/modules/payments/withdraw-payment.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { banking } from "#tests/support/banking.ts";
import { testDatabase } from "#tests/support/database.ts";
import { type Deal, deliveries, outcomeOf } from "#tests/support/deliveries.ts";

// Goal: a transfer that was reported and that nobody verifies nor rejects does not hold its part of an invoice for ever: it climbs, and
// whoever reported it takes it back.
const database = await testDatabase({ poolSize: 6 });
const road = deliveries(database);
const bank = banking(database, road);
const DAY_MS = 86_400_000;
const REASON = "Salah jumlah, kami lapor ulang";

type Staff = Parameters<Deal["town"]["callOf"]>[0];

async function tasksOf(deal: Deal, person: Staff) {
  const { actor } = deal.town.callOf(person);
  if (actor.kind !== "member") throw new Error("staff are members");
  return (await tasksFor(actor, deal.town.at)).filter(({ kind }) => kind.startsWith("payment."));
}

test("a report that nobody answers is the cashier's task at once, and after a week the head's and the reporter's", async () => {
  const { deal, invoiceId } = await bank.invoiced();
  const { paymentId } = await bank.reported(deal, invoiceId, 1_000_000n);
  const [cashier, head, reporter] = [deal.seller.treasurer, deal.seller.chair, deal.kitchen.finance];
  const kinds = async (person: Staff) => (await tasksOf(deal, person)).map(({ kind }) => kind);
  expect(await kinds(cashier)).toEqual(["payment.verify"]);
  deal.town.advance(7 * DAY_MS);
  expect([await kinds(head), await kinds(reporter)]).toEqual([[], []]);
  deal.town.advance(1);
  expect(await tasksOf(deal, head)).toMatchObject([
    { kind: "payment.silent", subjectId: paymentId, params: { days: "7", amount: "1000000" } },
  ]);
  expect(await kinds(reporter)).toEqual(["payment.silent"]);
  // The cashier is not told twice.
  expect(await kinds(cashier)).toEqual(["payment.verify"]);
  await verifyPayment(deal.town.callOf(cashier), { paymentId });
  expect([await kinds(head), await kinds(reporter), await kinds(cashier)]).toEqual([[], [], []]);
});

test("a report is taken back by whoever made it, once, and its part of the invoice and its proof are free again", async () => {
  const { deal, invoiceId } = await bank.invoiced();
  const { paymentId } = await bank.reported(deal, invoiceId, 1_000_000n);
  const payer = deal.town.callOf(deal.kitchen.finance);
  const back = (by: Parameters<typeof withdrawPayment>[0], reason = REASON) =>
    outcomeOf(withdrawPayment(by, { paymentId, reason }));
  const stranger = await deal.town.kitchen();
  expect(await back(deal.town.callOf(stranger.finance))).toBe("payments.missing");
  // Whoever was paid rejects a report; it does not take it back.
  expect(await back(deal.town.callOf(deal.seller.treasurer))).toBe("payments.missing");
  expect(await back(deal.town.callOf(deal.kitchen.nutrition))).toBe("payments.forbidden");
  expect((await bank.invoiceState(invoiceId)).reported).toBe(1_000_000n);
  const both = await Promise.all([back(payer), back(payer)]);
  expect(both.sort()).toEqual(["done", "payments.moved"]);
  expect(await bank.invoiceState(invoiceId)).toMatchObject({ state: "issued", paid: 0n, reported: 0n });
  const [row] = await database.sql`select state, verified_by, reason from payments where id = ${paymentId}`;
  expect(row).toEqual({ state: "rejected", verified_by: null, reason: REASON });
  const cashier = deal.town.callOf(deal.seller.treasurer);
  expect(await outcomeOf(verifyPayment(cashier, { paymentId }))).toBe("payments.moved");
  expect(await outcomeOf(rejectPayment(cashier, { paymentId, reason: "Tidak masuk" }))).toBe(
    "payments.moved",
  );
  // The very same picture is reported anew, and is booked.
  const again = await bank.reported(deal, invoiceId, 900_000n);
  await verifyPayment(cashier, again);
  expect(await outcomeOf(withdrawPayment(payer, { paymentId: again.paymentId, reason: REASON }))).toBe(
    "payments.moved",
  );
  expect((await bank.invoiceState(invoiceId)).paid).toBe(900_000n);
  expect((await proveDatabase(database.url)).filter(({ rows }) => rows.length > 0)).toEqual([]);
});
