import { afterAll, beforeEach, expect, test } from "vitest";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { tasksFor } from "#app/modules/notifications/task-reads.server.ts";
import { seeCardRefund } from "#app/modules/payments/adopt-card-refund.server.ts";
import { approveCardRefund, askCardRefund } from "#app/modules/payments/ask-card-refund.server.ts";
import { matchShare } from "#app/modules/payments/book-line.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { setCheckoutGateway, stripeGateway } from "#app/platform/gateways/checkout.server.ts";
import { heedWebhook, payByProvider } from "#app/routes/money/provider-page.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { readCardAccount } from "#jobs/payments/read-card-account.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { cardProvider } from "#tests/support/card-provider.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import type { Member } from "#tests/support/rows.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

const KEY = "sk_test_dapur";
const SECRET = "whsec_lumbung";

// Goal: money that goes back to a card in the provider's own dashboard, and money that the provider fetches from a bank, are in the
// books and in front of a person. Method: as card-account.test.ts.
const database = await testDatabase({ poolSize: 6 });
const clock = fixClock(WORLD_STARTS);
const road = deliveries(database);
const bank = banking(database, road);
const provider = await cardProvider(KEY, SECRET, () => now().getTime());
afterAll(() => provider.stop());
beforeEach(() => {
  Object.assign(provider.state, { isAway: false, losesAnswers: 0 });
  setCheckoutGateway(stripeGateway({ key: KEY, webhookSecret: SECRET, apiUrl: provider.url }));
});

const system = () =>
  ({ actor: { kind: "system", name: "test" }, at: now(), key: null, causation: null }) as const;
const heard = async (request: Request) => (await heedWebhook(request)).status;

async function paid() {
  const deal = await road.promised();
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(deal.town.callOf(deal.seller.secretary), { invoiceId });
  await payByProvider(deal.town.callOf(deal.kitchen.finance), {
    rail: "card",
    invoiceId,
    path: "/dapur/bayar/x",
  });
  const [row] =
    await database.sql`select payment_id from payment_allocations where invoice_id = ${invoiceId}`;
  const paymentId = row?.["payment_id"] as string;
  const session = provider.sessionFor(paymentId);
  provider.pay(session);
  await heard(provider.word("checkout.session.completed", session));
  const stands = async () => {
    const [found] = await database.sql`
      select i.state, i.paid_rupiah::int as paid, i.reported_rupiah::int as reported from invoices i where i.id = ${invoiceId}`;
    return found as { state: string; paid: number; reported: number };
  };
  const balance = async (code: string) => Number(await bank.balance(deal.seller.id, code));
  return { deal, paymentId, session, total: session.amount_total / 100, stands, balance };
}

const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map((row) => ({ name, row })));
const unseen = async (member: Member) =>
  (await tasksFor(member.actor, now())).filter(({ kind }) => kind === "cardRefund.see");

test("money given back in the provider's own dashboard is booked at its word, once, and waits until somebody looked at it", async () => {
  const { deal, paymentId, session, total, stands, balance } = await paid();
  const back = provider.refundByHand(session, 50_000_00);
  const words = [0, 1].map(() => provider.word("refund.created", { ...back, status: "pending" }));
  for (const word of [...words, provider.word("refund.updated", back), provider.word("refund.updated", back)])
    expect(await heard(word)).toBe(200);
  expect(await stands()).toEqual({ state: "issued", paid: total - 50_000, reported: 0 });
  expect([await balance("1150"), await balance("1200")]).toEqual([total - 50_000, 50_000]);
  expect(await faults()).toEqual([]);

  const { chair, treasurer } = deal.seller;
  const [task] = await unseen(chair);
  expect(task).toMatchObject({ path: `pembayaran-masuk/${paymentId}`, params: { amount: "50000" } });
  expect(await unseen(deal.seller.overseer)).toEqual([]);
  const see = (member: Member) =>
    outcomeOf(seeCardRefund(deal.town.callOf(member), { cardRefundId: task?.subjectId ?? "" }));
  const other = await road.promised();
  expect(await see(other.seller.chair)).toBe("payments.missing");
  expect(await see(deal.seller.overseer)).toBe("payments.forbidden");
  expect(await see(chair)).toBe("done");
  expect(await see(chair)).toBe("payments.moved");
  expect(await unseen(chair)).toEqual([]);

  // Nor is there a second look at what two people here agreed to.
  const { cardRefundId } = await askCardRefund(deal.town.callOf(treasurer), {
    paymentId,
    amountRupiah: "1000",
    reason: "Salah kirim barang",
  });
  await approveCardRefund(deal.town.callOf(chair), { cardRefundId });
  expect(await outcomeOf(seeCardRefund(deal.town.callOf(chair), { cardRefundId }))).not.toBe("done");
});

test("a refund of which no word came is found in the account and asked about, once", async () => {
  const { session, total, stands, balance } = await paid();
  provider.move("charge", session.amount_total, 0, {
    id: `ch_${session.id}`,
    object: "charge",
    payment_intent: session.payment_intent ?? "",
  });
  const back = provider.refundByHand(session, session.amount_total);
  provider.move("refund", -session.amount_total, 0, {
    id: back.id,
    object: "refund",
    payment_intent: session.payment_intent ?? "",
  });
  await readCardAccount.run(system());
  expect(await stands()).toMatchObject({ state: "settled", paid: total });
  clock.advance(20 * 60_000);
  await readCardAccount.run(system());
  await readCardAccount.run(system());
  clock.advance(-20 * 60_000);
  expect(await stands()).toEqual({ state: "issued", paid: 0, reported: 0 });
  expect([await balance("1150"), await balance("1200")]).toEqual([0, total]);
  const { length } =
    await database.sql`select 1 from checkout_words where session_id = ${back.id} and outcome = 'booked'`;
  expect(length).toBe(1);
  expect((await faults()).filter(({ name }) => name !== "card-words")).toEqual([]);
});

test("what the provider fetches from the bank is matched with the line that went, and with no other", async () => {
  const { deal, session, total, balance } = await paid();
  const charge = provider.move("charge", session.amount_total, 0, {
    id: `ch_${session.id}`,
    object: "charge",
    payment_intent: session.payment_intent ?? "",
  });
  charge.payout = "po_in";
  await heard(provider.word("payout.paid", provider.payout("po_in", charge.net, "paid")));
  await readCardAccount.run(system());
  const back = provider.refundByHand(session, session.amount_total);
  await heard(provider.word("refund.updated", back));
  const line = provider.move("refund", -session.amount_total, 0, { id: back.id, object: "refund" });
  line.payout = "po_out";
  await heard(provider.word("payout.paid", provider.payout("po_out", -session.amount_total, "paid")));
  await readCardAccount.run(system());
  await readCardAccount.run(system());
  expect([await balance("1150"), await balance("1160")]).toEqual([0, 0]);

  const sum = BigInt(total);
  await bank.counted(
    deal,
    fileOf([
      { words: "STRIPE MASUK", came: sum },
      { words: "STRIPE TARIK", went: sum },
    ]),
  );
  const shareOf = async (payoutId: string) =>
    (await database.sql`select id from card_shares where payout_id = ${payoutId}`)[0]?.["id"] as string;
  const match = async (words: string, payoutId: string) =>
    outcomeOf(
      matchShare(deal.town.callOf(deal.seller.treasurer), {
        lineId: (await bank.lineWith(deal, words)).id,
        cardShareId: await shareOf(payoutId),
      }),
    );
  expect(await match("TARIK", "po_in")).toBe("payments.matchSum");
  expect(await match("MASUK", "po_out")).toBe("payments.matchSum");
  expect(await match("TARIK", "po_out")).toBe("done");
  expect([await balance("1100"), await balance("1160")]).toEqual([-total, total]);
  expect(await match("MASUK", "po_in")).toBe("done");
  expect([await balance("1100"), await balance("1160"), await balance("5410")]).toEqual([0, 0, 0]);
  expect((await faults()).filter(({ name }) => name !== "card-words")).toEqual([]);
});
