import { afterAll, beforeEach, expect, test } from "vitest";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { waitingCardWords } from "#app/modules/payments/early-word-reads.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { setCheckoutGateway, stripeGateway } from "#app/platform/gateways/checkout.server.ts";
import { heedWebhook, payByProvider } from "#app/routes/money/provider-page.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { hearEarlyCardWords } from "#jobs/payments/hear-early-card-words.ts";
import { readCardAccount } from "#jobs/payments/read-card-account.ts";
import { banking } from "#tests/support/banking.ts";
import { cardProvider } from "#tests/support/card-provider.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

const KEY = "sk_test_dapur";
const SECRET = "whsec_lumbung";

// Goal: what a card's provider tells before the payment that it speaks of is known waits, and is booked once when the payment comes.
// Method: as card-account.test.ts, with the word of the payment kept back until the others were heard.
const database = await testDatabase({ poolSize: 6 });
fixClock(WORLD_STARTS);
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
const faults = async () =>
  (await proveDatabase(database.url)).flatMap(({ name, rows }) => rows.map((row) => ({ name, row })));

/** A delivery that was paid by card, of which the provider has told nothing yet. */
async function untold() {
  const deal = await road.promised();
  const shipmentId = await road.dispatched(deal);
  await road.receive(deal, shipmentId, { deliveredBase: "100000", rejectedBase: "0" });
  const { invoiceId } = await draftShipmentInvoice(deal.town.systemCall(), { shipmentId });
  if (invoiceId === null) throw new Error("a received shipment has an invoice");
  await issueInvoice(deal.town.callOf(deal.seller.secretary), { invoiceId });
  const payer = deal.town.callOf(deal.kitchen.finance);
  await payByProvider(payer, { rail: "card", invoiceId, path: "/dapur/bayar/x" });
  const [row] =
    await database.sql`select payment_id from payment_allocations where invoice_id = ${invoiceId}`;
  const paymentId = row?.["payment_id"] as string;
  const session = provider.sessionFor(paymentId);
  provider.pay(session);
  const stands = async () => {
    const [found] = await database.sql`
      select i.state, i.paid_rupiah::int as paid, i.reported_rupiah::int as reported, p.state as payment
      from invoices i, payments p where i.id = ${invoiceId} and p.id = ${paymentId}`;
    return found as { state: string; paid: number; reported: number; payment: string };
  };
  const balance = async (code: string) => Number(await bank.balance(deal.seller.id, code));
  const tell = () => heard(provider.word("checkout.session.completed", session));
  const react = () => hearEarlyCardWords.react(system(), { paymentId });
  const move = (category: string, sen: number, fee: number, id: string, object: string) =>
    provider.move(category, sen, fee, { id, object, payment_intent: session.payment_intent ?? "" });
  return { deal, paymentId, session, total: session.amount_total / 100, stands, balance, tell, react, move };
}

const outcomes = async (ref: string) =>
  (await database.sql`select outcome from checkout_words where session_id = ${ref} order by said_at, id`).map(
    (row) => row["outcome"] as string,
  );

test("a refund told before its payment waits, and is booked once when the payment is known", async () => {
  const { session, total, stands, balance, tell, react } = await untold();
  const back = provider.refundByHand(session, 50_000_00);
  const went = provider.word("refund.updated", back);
  expect(await heard(provider.word("refund.created", { ...back, status: "pending" }))).toBe(200);
  expect(await heard(went.clone())).toBe(200);
  expect(await heard(went.clone())).toBe(200);
  expect(await outcomes(back.id)).toEqual(["early", "early"]);
  expect(await stands()).toMatchObject({ paid: 0, reported: total, payment: "reported" });
  // Nothing is known of the payment yet: neither hearing again nor reading the account changes that.
  await react();
  await readCardAccount.run(system());
  expect(await outcomes(back.id)).toEqual(["early", "early"]);

  expect(await tell()).toBe(200);
  await Promise.all([react(), react(), readCardAccount.run(system())]);
  await react();
  expect(await outcomes(back.id)).toEqual(["booked", "repeats"]);
  expect(await stands()).toEqual({ state: "issued", paid: total - 50_000, reported: 0, payment: "verified" });
  expect([await balance("1150"), await balance("1200")]).toEqual([total - 50_000, 50_000]);
  // The same word sent again, and a new one about the same refund, are no second refund.
  expect(await heard(went)).toBe(200);
  expect(await heard(provider.word("charge.refund.updated", back))).toBe(200);
  expect(await balance("1150")).toBe(total - 50_000);
  expect(await faults()).toEqual([]);
});

test("a dispute told before its payment waits: opened, it is set aside; told with its end, it is opened and ended", async () => {
  const open = await untold();
  const lost = await untold();
  for (const type of ["charge.dispute.created", "charge.dispute.funds_withdrawn"])
    expect(await heard(provider.word(type, provider.dispute(open.session, "needs_response")))).toBe(200);
  for (const [type, status] of [
    ["charge.dispute.closed", "lost"],
    ["charge.dispute.created", "needs_response"],
  ] as const)
    expect(await heard(provider.word(type, provider.dispute(lost.session, status)))).toBe(200);
  // The payments come, and nobody reacts to it: the next reading of the account hears what waited.
  expect([await open.tell(), await lost.tell()]).toEqual([200, 200]);
  expect((await faults()).map(({ name }) => name)).toContain("card-words");
  await readCardAccount.run(system());
  expect(await open.stands()).toMatchObject({ paid: 0, reported: open.total, payment: "verified" });
  expect([await open.balance("1150"), await open.balance("1155")]).toEqual([0, open.total]);
  expect(await lost.stands()).toEqual({ state: "issued", paid: 0, reported: 0, payment: "reversed" });
  expect([await lost.balance("1150"), await lost.balance("1200")]).toEqual([0, lost.total]);
  expect(await outcomes(`dp_${open.session.id}`)).toEqual(["booked", "repeats"]);
  expect(await faults()).toEqual([]);
});

test("fees and a payout told before their payment are booked when it comes, and a thousand strange lines keep nothing waiting", async () => {
  const one = await untold();
  const other = await untold();
  expect(await other.tell()).toBe(200);
  await database.sql`
    insert into card_moves (id, kind, is_rupiah, amount_sen, fee_sen, source_ref, payment_ref, happened_at, recorded_at)
    select 'txn_strange_' || n, 'charge', true, 100000, 100, 'ch_strange_' || n, 'pi_strange_' || n, ${now().toISOString()}, '2026-01-01'
    from generate_series(1, 1000) n`;
  const line = one.move("charge", one.session.amount_total, 8_100_00, `ch_${one.session.id}`, "charge");
  line.payout = "po_early";
  expect(await heard(provider.word("payout.paid", provider.payout("po_early", line.net, "paid")))).toBe(200);
  await readCardAccount.run(system());
  expect([await one.balance("1150"), await one.balance("5410")]).toEqual([0, 0]);
  expect(await one.tell()).toBe(200);
  await readCardAccount.run(system());
  await readCardAccount.run(system());
  expect([await one.balance("1150"), await one.balance("5410"), await one.balance("1160")]).toEqual([
    0,
    8_100,
    one.total - 8_100,
  ]);
  // What the provider told stays, and strange lines are found every night: they end with this test.
  expect(new Set((await faults()).map(({ name }) => name))).toEqual(new Set(["card-account"]));
  await database.sql`alter table card_moves disable trigger user`;
  await database.sql`delete from card_moves where id like 'txn_strange_%'`;
  await database.sql`alter table card_moves enable trigger user`;
  expect(await faults()).toEqual([]);
});

test("a word whose payment never comes is listed for operators for ever, page by page, and for a payee only of its own payment", async () => {
  const one = await untold();
  const other = await untold();
  const backs = [
    provider.refundByHand(one.session, 40_000_00),
    provider.refundByHand(other.session, 30_000_00),
  ];
  for (const back of backs) expect(await heard(provider.word("refund.updated", back))).toBe(200);
  const first = await waitingCardWords(null, { limit: 1 });
  expect(first.rows).toMatchObject([
    {
      matter: "refund",
      subjectRef: backs[0]?.id,
      paymentRef: one.session.payment_intent,
      amountRupiah: 40_000n,
    },
  ]);
  const second = await waitingCardWords(null, { limit: 1, after: first.next ?? "" });
  expect([second.rows[0]?.subjectRef, second.next]).toEqual([backs[1]?.id, null]);
  // A cursor that somebody made up begins anew.
  expect((await waitingCardWords(null, { limit: 9, after: "x/y" })).rows).toHaveLength(2);
  // Whose a word is nobody knows before its payment is booked; then it is that payee's until it is heard.
  const own = async (deal: typeof one.deal) =>
    (await waitingCardWords(deal.seller.id, { limit: 9 })).rows.length;
  expect([await own(one.deal), await own(other.deal)]).toEqual([0, 0]);
  expect(await one.tell()).toBe(200);
  expect([await own(one.deal), await own(other.deal)]).toEqual([1, 0]);
  await one.react();
  expect([await own(one.deal), await own(other.deal)]).toEqual([0, 0]);
  expect((await waitingCardWords(null, { limit: 9 })).rows.map((row) => row.subjectRef)).toEqual([
    backs[1]?.id,
  ]);
  expect(await faults()).toEqual([]);
});
