import { afterAll, beforeEach, expect, test } from "vitest";
import { businessDay } from "#app/kernel/calendar.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { tracesOf } from "#app/modules/oversight/trace-reads.server.ts";
import {
  approveCardRefund,
  askCardRefund,
  refuseCardRefund,
} from "#app/modules/payments/ask-card-refund.server.ts";
import { bookLine, matchShare, undoBooking } from "#app/modules/payments/book-line.server.ts";
import { unfitCardMoves, waitingCardPayouts } from "#app/modules/payments/card-account-reads.server.ts";
import { proveProviderMoney, providerMoney } from "#app/modules/payments/provider-money-reads.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { setCheckoutGateway, stripeGateway } from "#app/platform/gateways/checkout.server.ts";
import { heedWebhook, payByProvider } from "#app/routes/money/provider-page.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { readCardAccount } from "#jobs/payments/read-card-account.ts";
import { sendAgreedCardRefund } from "#jobs/payments/send-agreed-card-refund.ts";
import { banking, fileOf } from "#tests/support/banking.ts";
import { cardProvider } from "#tests/support/card-provider.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

const KEY = "sk_test_dapur";
const SECRET = "whsec_lumbung";

// Goal: what a card's provider keeps, gives back, sets aside and sends is in the payee's books to the rupiah, at its word and once.
// Method: as card-payments.test.ts; the provider's account is read by the worker's own job, three lines a page.
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

type Deal = Awaited<ReturnType<typeof road.promised>>;
const system = () =>
  ({ actor: { kind: "system", name: "test" }, at: now(), key: null, causation: null }) as const;
const heard = async (request: Request) => (await heedWebhook(request)).status;
const readAccount = () => readCardAccount.run(system());

async function balances({ seller, kitchen }: Deal) {
  const rows = await database.sql`
    select case when organisation_id = ${seller.id} then 's' else 'k' end || code as account, sum(balance)::int as balance
    from account_balances where organisation_id in (${seller.id}, ${kitchen.id})
      and code in ('1100', '1150', '1155', '1160', '1200', '2100', '5410', '5420', '4400') group by 1`;
  return Object.fromEntries(rows.map((row) => [row["account"], row["balance"]])) as Record<string, number>;
}

/** A delivery that was invoiced and paid by card, and what tells how it stands. */
async function paid(before?: Deal) {
  const deal = before ?? (await road.promised());
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
  expect(await heard(provider.word("checkout.session.completed", session))).toBe(200);
  const standing = async () => {
    const [found] = await database.sql`
      select i.state, i.paid_rupiah::int as paid, i.reported_rupiah::int as reported, p.state as payment
      from invoices i, payments p where i.id = ${invoiceId} and p.id = ${paymentId}`;
    return found as { state: string; paid: number; reported: number; payment: string };
  };
  const total = session.amount_total / 100;
  expect(await standing()).toEqual({ state: "settled", paid: total, reported: 0, payment: "verified" });
  const charge = (fee: number) =>
    provider.move("charge", session.amount_total, fee, {
      id: `ch_${session.id}`,
      object: "charge",
      payment_intent: session.payment_intent ?? "",
    });
  const asking = deal.town.callOf(deal.seller.treasurer);
  const agreeing = deal.town.callOf(deal.seller.chair);
  const ask = async (amountRupiah: number | bigint) =>
    (
      await askCardRefund(asking, {
        paymentId,
        amountRupiah: amountRupiah.toString(),
        reason: "Salah kirim barang",
      })
    ).cardRefundId;
  const send = (cardRefundId: string) => sendAgreedCardRefund.react(system(), { cardRefundId });
  return { deal, invoiceId, paymentId, session, total, standing, charge, ask, send, asking, agreeing };
}

async function faults() {
  const found = await proveDatabase(database.url);
  // The report of money through providers reckons the same anew, whatever went back, was fetched or came again.
  const payees = await database.sql`select distinct payee_id as id from payments where rail = 'card'`;
  const differs = (await Promise.all(payees.map((row) => proveProviderMoney(row["id"] as string))))
    .flat()
    .filter(({ booksSay, deedsSay }) => booksSay !== deedsSay)
    .map(({ booksSay, deedsSay }) => ({ name: "provider-money", booksSay, deedsSay }));
  return [
    ...found.flatMap(({ name, rows }) => rows.map((row) => ({ name, ...(row as object) }))),
    ...differs,
  ];
}

test("fees with sen are booked once each, together to the nearest rupiah, however often the account is read", async () => {
  const first = await paid();
  first.charge(8_123_42);
  await readAccount();
  await readAccount();
  expect(await balances(first.deal)).toMatchObject({ s1150: first.total - 8_123, s5410: 8_123 });
  const seller = first.deal.seller.id;
  const july = { from: businessDay("2026-07-01"), to: businessDay("2026-07-31") };
  expect(await providerMoney(seller, july)).toMatchObject([
    {
      rail: "card",
      receivedRupiah: BigInt(first.total),
      feeRupiah: 8_123n,
      heldRupiah: BigInt(first.total) - 8_123n,
    },
  ]);
  // Whoever sold sees it in the picture of its money; what the buyer is shown of its seller holds no fee.
  const { seller: sells, kitchen } = first.deal;
  const [traced] = (await tracesOf(sells.treasurer.actor, first.invoiceId)).traces;
  expect(traced?.bands.filter((band) => band.to === "cardFee")).toMatchObject([
    { from: seller, amount: 8_123n, entryIds: [expect.any(String)] },
  ]);
  const [bought] = (await tracesOf(kitchen.finance.actor, first.invoiceId)).traces;
  expect(bought?.bands.map((band) => band.to)).not.toContain("cardFee");
  const [row] = await database.sql`select count(*)::int as n from entries where kind = 'card.fee'`;
  expect(row?.["n"]).toBe(1);
  expect(await faults()).toEqual([]);
});

test("a refund takes two people, goes once under its own id, is booked at the signed word, and opens the invoice", async () => {
  const { deal, total, standing, ask, send, asking, agreeing, session, paymentId } = await paid();
  const cashier = deal.town.callOf(deal.kitchen.finance);
  const wish = { paymentId, amountRupiah: "1000", reason: "Salah kirim" };
  expect(await outcomeOf(askCardRefund(cashier, wish))).toBe("payments.forbidden");
  const stranger = await deal.town.koperasi();
  expect(await outcomeOf(askCardRefund(deal.town.callOf(stranger.treasurer), wish))).toBe("payments.missing");
  expect(await outcomeOf(ask(total + 1))).toBe("payments.cardLeft");
  const cardRefundId = await ask(total);
  expect(await outcomeOf(ask(1))).toBe("payments.alreadyRequested");
  expect(await outcomeOf(approveCardRefund(asking, { cardRefundId }))).toBe("payments.secondPerson");
  expect(await outcomeOf(approveCardRefund(cashier, { cardRefundId }))).toBe("payments.secondPerson");
  const outside = deal.town.callOf(stranger.chair);
  expect(await outcomeOf(approveCardRefund(outside, { cardRefundId }))).toBe("payments.missing");
  expect(await outcomeOf(refuseCardRefund(outside, { cardRefundId, reason: "Bukan saya" }))).toBe(
    "payments.missing",
  );
  expect(await standing()).toMatchObject({ state: "settled", paid: total });
  await approveCardRefund(agreeing, { cardRefundId });
  expect(await standing()).toMatchObject({ state: "issued", paid: 0, reported: total, payment: "verified" });
  provider.state.losesAnswers = 1;
  await send(cardRefundId);
  await send(cardRefundId);
  expect(provider.refundsMade()).toBe(1);
  expect(await balances(deal)).toMatchObject({ s1150: total });
  const sent = provider.refundFor(cardRefundId);
  expect(await heard(provider.word("refund.created", sent))).toBe(200);
  expect(await standing()).toMatchObject({ paid: 0, reported: total });
  sent.status = "succeeded";
  const word = provider.word("refund.updated", sent);
  expect(await Promise.all([heard(word.clone()), heard(word)])).toEqual([200, 200]);
  expect(await heard(provider.word("charge.refund.updated", sent))).toBe(200);
  expect(await standing()).toEqual({ state: "issued", paid: 0, reported: 0, payment: "reversed" });
  expect(await balances(deal)).toMatchObject({ s1150: 0, s1200: total, k2100: -total, k1100: 0 });
  const [paper] =
    await database.sql`select state from documents where kind = 'KW' and subject_id = ${paymentId}`;
  expect(paper).toMatchObject({ state: "voided" });
  provider.move("refund", -session.amount_total, 0, {
    id: sent.id,
    object: "refund",
    payment_intent: session.payment_intent ?? "",
  });
  await readAccount();
  expect(await faults()).toEqual([]);
});

test("part of a payment goes back; one that the provider refuses or that fails leaves all as it was; a lost word is asked for", async () => {
  const { standing, ask, send, agreeing, total, deal, paymentId, session } = await paid();
  const refused = await ask(700);
  await refuseCardRefund(agreeing, { cardRefundId: refused, reason: "Tidak perlu" });
  const failed = await ask(700);
  await approveCardRefund(agreeing, { cardRefundId: failed });
  await send(failed);
  expect(
    await heard(
      provider.word("refund.failed", {
        ...provider.refundFor(failed),
        status: "failed",
        failure_reason: "expired_or_canceled_card",
      }),
    ),
  ).toBe(200);
  provider.refundFor(failed).status = "failed";
  expect(await standing()).toEqual({ state: "settled", paid: total, reported: 0, payment: "verified" });
  const part = await ask(700);
  await approveCardRefund(agreeing, { cardRefundId: part });
  await send(part);
  provider.refundFor(part).status = "succeeded";
  clock.advance(20 * 60_000);
  await readAccount();
  clock.advance(-20 * 60_000);
  expect(await standing()).toEqual({ state: "issued", paid: total - 700, reported: 0, payment: "verified" });
  expect(await balances(deal)).toMatchObject({ s1150: total - 700, s1200: 700 });
  expect(await outcomeOf(ask(total))).toBe("payments.cardLeft");
  // More than the payment holds cannot have gone back, whoever says so.
  const all = session.amount_total;
  expect(
    await heard(
      provider.word("refund.updated", { ...provider.refundFor(part), id: "re_x", metadata: {}, amount: all }),
    ),
  ).toBe(200);
  expect(await standing()).toEqual({ state: "issued", paid: total - 700, reported: 0, payment: "verified" });
  expect(await faults()).toMatchObject([
    { name: "card-words", payment_id: paymentId, outcome: "contradicts" },
  ]);
  await database.sql`delete from checkout_words where outcome = 'contradicts'`;
});

test("a dispute sets money aside; won, all is as it was; lost, it is gone and the invoice is open; words in any order", async () => {
  const won = await paid();
  const dispute = (of: typeof won, status: string) => provider.dispute(of.session, status);
  expect(await heard(provider.word("charge.dispute.created", dispute(won, "warning_needs_response")))).toBe(
    200,
  );
  expect(await standingOf(won)).toMatchObject({ state: "settled" });
  for (const type of ["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.updated"])
    expect(await heard(provider.word(type, dispute(won, "needs_response")))).toBe(200);
  expect(await standingOf(won)).toEqual({
    state: "issued",
    paid: 0,
    reported: won.total,
    payment: "verified",
  });
  expect(await balances(won.deal)).toMatchObject({ s1150: 0, s1155: won.total, s1200: 0 });
  expect(await outcomeOf(won.ask(1))).toBe("payments.cardDisputed");
  expect(await heard(provider.word("charge.dispute.closed", dispute(won, "won")))).toBe(200);
  expect(await standingOf(won)).toEqual({
    state: "settled",
    paid: won.total,
    reported: 0,
    payment: "verified",
  });
  expect(await balances(won.deal)).toMatchObject({ s1150: won.total, s1155: 0 });

  const lost = await paid();
  expect(await heard(provider.word("charge.dispute.closed", dispute(lost, "lost")))).toBe(200);
  expect(await heard(provider.word("charge.dispute.created", dispute(lost, "needs_response")))).toBe(200);
  expect(await standingOf(lost)).toEqual({ state: "issued", paid: 0, reported: 0, payment: "reversed" });
  expect(await balances(lost.deal)).toMatchObject({
    s1150: 0,
    s1155: 0,
    s1200: lost.total,
    k2100: -lost.total,
  });
  expect(await faults()).toEqual([]);
  expect(await heard(provider.word("charge.dispute.closed", dispute(lost, "won")))).toBe(200);
  expect(await faults()).toMatchObject([{ name: "card-words", outcome: "contradicts" }]);
  await database.sql`delete from checkout_words where outcome = 'contradicts'`;
});

const standingOf = (of: Awaited<ReturnType<typeof paid>>) => of.standing();

test("a payout is split among those whose money it carries, and is in the bank when its line says so; a failed one comes again", async () => {
  const [one, other] = [await paid(), await paid()];
  const part = await one.ask(700);
  await approveCardRefund(one.agreeing, { cardRefundId: part });
  await one.send(part);
  const back = provider.refundFor(part);
  back.status = "succeeded";
  const lines = [
    one.charge(8_100_50),
    other.charge(9_000_00),
    provider.move("refund", -700_00, 0, { id: back.id, object: "refund" }),
    // The provider's own charge to the house: nobody's here.
    provider.move("fee", -5_000_00, 0, { id: "fee_1", object: "fee" }),
  ];
  const sum = lines.reduce((all, line) => all + line.net, 0);
  // The word comes before its lines can be read, and before the refund in it was told.
  expect(await heard(provider.word("payout.paid", provider.payout("po_1", sum, "paid")))).toBe(200);
  await readAccount();
  const states = async () =>
    Object.fromEntries(
      (await database.sql`select id, state from card_payouts`).map((r) => [r["id"], r["state"]]),
    );
  expect(await states()).toEqual({ po_1: "told" });
  for (const line of lines) line.payout = "po_1";
  await readAccount();
  expect(await waitingCardPayouts()).toMatchObject([
    { id: "po_1", amountSen: BigInt(sum), readSen: BigInt(sum), unfit: 1 },
  ]);
  expect(await states()).toEqual({ po_1: "told" });
  expect(await heard(provider.word("refund.updated", back))).toBe(200);
  await readAccount();
  await readAccount();
  expect(await states()).toEqual({ po_1: "booked" });
  const share = one.total - 8_101 - 700;
  expect(await balances(one.deal)).toMatchObject({ s1150: 0, s1160: share, s5410: 8_101 });
  expect(await balances(other.deal)).toMatchObject({ s1150: 0, s1160: other.total - 9_000 });
  expect((await unfitCardMoves({ limit: 30 })).rows).toMatchObject([
    { id: lines[3]?.id, kind: "other", amountSen: -5_000_00n, payoutRef: "po_1" },
  ]);
  expect(await faults()).toEqual([]);

  expect(await heard(provider.word("payout.failed", provider.payout("po_1", sum, "failed")))).toBe(200);
  expect(await heard(provider.word("payout.paid", provider.payout("po_1", sum, "paid")))).toBe(200);
  expect(await balances(one.deal)).toMatchObject({ s1150: share, s1160: 0 });
  provider.move("payout_reversal", sum, 0, { id: "po_1", object: "payout" }).payout = "po_2";
  expect(await heard(provider.word("payout.paid", provider.payout("po_2", sum, "paid")))).toBe(200);
  await readAccount();
  expect(await states()).toEqual({ po_1: "failed", po_2: "booked" });
  expect(await balances(one.deal)).toMatchObject({ s1150: 0, s1160: share });

  const shareOf = async (payoutId: string) =>
    (
      await database.sql`select id from card_shares where payout_id = ${payoutId} and payee_id = ${one.deal.seller.id}`
    )[0]?.["id"] as string;
  await bank.counted(
    one.deal,
    fileOf([
      { words: "STRIPE PAYOUT", came: BigInt(share) + 1n },
      { words: "LAIN", came: BigInt(share) - 5n },
    ]),
  );
  const call = one.asking;
  const line = await bank.lineWith(one.deal, "STRIPE");
  expect(await outcomeOf(matchShare(call, { lineId: line.id, cardShareId: await shareOf("po_1") }))).toBe(
    "payments.moved",
  );
  const far = await bank.lineWith(one.deal, "LAIN");
  expect(await outcomeOf(matchShare(call, { lineId: far.id, cardShareId: await shareOf("po_2") }))).toBe(
    "payments.matchSum",
  );
  const theirs = other.deal.town.callOf(other.deal.seller.treasurer);
  expect(await outcomeOf(matchShare(theirs, { lineId: line.id, cardShareId: await shareOf("po_2") }))).toBe(
    "payments.lineMissing",
  );
  const taps = [1, 2].map(async () =>
    outcomeOf(matchShare(call, { lineId: line.id, cardShareId: await shareOf("po_2") })),
  );
  expect((await Promise.all(taps)).sort()).toEqual(["done", "payments.lineMoved"]);
  expect(await balances(one.deal)).toMatchObject({ s1100: share + 1, s1160: 0, s5410: 8_100 });
  // The money is seen in the bank: that it failed is for a person to look at.
  expect(await heard(provider.word("payout.failed", provider.payout("po_2", sum, "failed")))).toBe(200);
  expect((await faults()).map(({ name }) => name)).toEqual(["card-words"]);
  await database.sql`delete from checkout_words where outcome = 'contradicts'`;
});

test("fees and interest are booked in one tap, and taken back by somebody else", async () => {
  const { deal } = await bank.invoiced();
  await bank.counted(
    deal,
    fileOf([
      { words: "BIAYA ADM", went: 12_500n },
      { words: "BUNGA", came: 3_100n },
    ]),
  );
  const call = deal.town.callOf(deal.seller.treasurer);
  const fee = await bank.lineWith(deal, "BIAYA ADM");
  const interest = await bank.lineWith(deal, "BUNGA");
  expect(await outcomeOf(bookLine(call, { lineId: interest.id, as: "fee" }))).toBe("payments.lineOtherWay");
  await bookLine(call, { lineId: fee.id, as: "fee" });
  await bookLine(call, { lineId: interest.id, as: "interest" });
  expect(await outcomeOf(bookLine(call, { lineId: fee.id, as: "fee" }))).toBe("payments.lineMoved");
  expect(await balances(deal)).toMatchObject({ s1100: -9_400, s5420: 12_500, s4400: -3_100 });
  expect(await bank.lineWith(deal, "BIAYA ADM")).toMatchObject({ state: "matched", restRupiah: 0n });
  const [match] = await database.sql`select id from bank_matches where line_id = ${fee.id}`;
  const matchId = match?.["id"] as string;
  expect(await outcomeOf(undoBooking(call, { matchId, reason: "Bukan biaya" }))).toBe(
    "payments.secondPerson",
  );
  const second = deal.town.callOf(deal.seller.secretary);
  expect(await outcomeOf(undoBooking(second, { matchId, reason: "Bukan biaya" }))).toBe("done");
  expect(await outcomeOf(undoBooking(second, { matchId, reason: "Bukan biaya" }))).toBe("payments.lineMoved");
  expect(await bank.lineWith(deal, "BIAYA ADM")).toMatchObject({ state: "open", restRupiah: 12_500n });
  expect(await balances(deal)).toMatchObject({ s1100: 3_100, s5420: 0 });
  await bookLine(call, { lineId: fee.id, as: "interestTax" });
  expect(await faults()).toEqual([]);
});
