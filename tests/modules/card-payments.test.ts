import { afterAll, beforeEach, expect, test } from "vitest";
import { offeredRails } from "#app/http/payment-provider.server.ts";
import { creditInvoice } from "#app/modules/invoicing/credit-invoice.server.ts";
import { draftShipmentInvoice } from "#app/modules/invoicing/draft-invoice.server.ts";
import { issueInvoice } from "#app/modules/invoicing/issue-invoice.server.ts";
import { rejectPayment, verifyPayment } from "#app/modules/payments/verify-payment.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { setCheckoutGateway, stripeGateway } from "#app/platform/gateways/checkout.server.ts";
import { closePaying, heedWebhook, payByProvider } from "#app/routes/money/provider-page.server.ts";
import { proveDatabase } from "#db/prove.server.ts";
import { askAboutSilentCheckouts } from "#jobs/payments/ask-about-silent-checkouts.ts";
import { cardProvider } from "#tests/support/card-provider.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { deliveries, outcomeOf } from "#tests/support/deliveries.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

const KEY = "sk_test_dapur";
const SECRET = "whsec_lumbung";

// Goal: what is paid by card is booked once, at the provider's word and at nothing else, whatever happens on the way.
// Method: real invoices on the real database, the real client library, and a server that speaks the provider's protocol.
const database = await testDatabase({ poolSize: 6 });
const clock = fixClock(WORLD_STARTS);
const road = deliveries(database);
const provider = await cardProvider(KEY, SECRET, () => now().getTime());
afterAll(() => provider.stop());

beforeEach(() => {
  Object.assign(provider.state, { isAway: false, losesAnswers: 0 });
  setCheckoutGateway(stripeGateway({ key: KEY, webhookSecret: SECRET, apiUrl: provider.url }));
});

/** A delivered and invoiced order, and what tells how its invoice stands. */
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
      select state, total_rupiah::text as total, paid_rupiah::text as paid, reported_rupiah::text as reported
      from invoices where id = ${invoiceId}`;
    return row as { state: string; total: string; paid: string; reported: string };
  };
  const open = async (key: string | null = null) =>
    payByProvider({ ...payer, key }, { rail: "card", invoiceId, path: "/dapur/bayar/x" });
  const session = async () => {
    const [row] = await database.sql`
      select payment_id from payment_allocations where invoice_id = ${invoiceId} order by payment_id desc limit 1`;
    return provider.sessionFor(row?.["payment_id"] as string);
  };
  return { deal, invoiceId, payer, standing, open, session };
}

const heard = async (request: Request) => (await heedWebhook(request)).status;
const askAround = () =>
  askAboutSilentCheckouts.run({
    actor: { kind: "system", name: "test" },
    at: now(),
    key: null,
    causation: null,
  });

test("a card pays all that is open: settled once, kwitansi issued, both books right, however often the word comes", async () => {
  const { deal, invoiceId, standing, open, session } = await invoiced();
  const address = await open("once");
  expect(address).toMatch(/^https:\/\/checkout\.stripe\.com\//);
  expect(await open("once")).toBe(address);
  const { total } = await standing();
  expect(await standing()).toMatchObject({ state: "issued", paid: "0", reported: total });
  expect((await session()).amount_total).toBe(Number(total) * 100);

  const page = await session();
  provider.pay(page);
  const word = provider.word("checkout.session.completed", page);
  const again = word.clone();
  expect(await Promise.all([heard(word), heard(again)])).toEqual([200, 200]);
  expect(await heard(provider.word("checkout.session.async_payment_succeeded", page))).toBe(200);
  expect(await standing()).toMatchObject({ state: "settled", paid: total, reported: "0" });
  const receipts = await database.sql`
    select p.number, p.bank_reference, p.verified_by, d.kind from payments p
    join payment_allocations a on a.payment_id = p.id join documents d on d.subject_id = p.id
    where a.invoice_id = ${invoiceId}`;
  expect([...receipts]).toMatchObject([
    { kind: "KW", bank_reference: page.payment_intent, verified_by: null },
  ]);
  const balance = async (organisationId: string, code: string) => {
    const [row] = await database.sql`
      select coalesce(sum(balance), 0)::text as balance from account_balances
      where organisation_id = ${organisationId} and code = ${code}`;
    return row?.["balance"];
  };
  expect(await balance(deal.seller.id, "1150")).toBe(total);
  expect(await balance(deal.seller.id, "1100")).toBe("0");
  expect(await balance(deal.kitchen.id, "1100")).toBe(`-${total}`);
});

test("while a page is open nobody pays the same a second time, and the seller can neither verify nor credit it", async () => {
  const { deal, invoiceId, payer, standing, open } = await invoiced();
  await open();
  const { total } = await standing();
  expect(await outcomeOf(open())).toBe("payments.notOpen");
  const [row] = await database.sql`
    select payment_id from payment_allocations where invoice_id = ${invoiceId}`;
  const paymentId = row?.["payment_id"] as string;
  const cashier = deal.town.callOf(deal.seller.treasurer);
  expect(await outcomeOf(verifyPayment(cashier, { paymentId }))).toBe("payments.secondPerson");
  expect(await outcomeOf(rejectPayment(cashier, { paymentId, reason: "tidak masuk" }))).toBe(
    "payments.secondPerson",
  );
  expect(
    await outcomeOf(
      creditInvoice(deal.town.callOf(deal.seller.secretary), { invoiceId, reason: "salah kirim" }),
    ),
  ).toBe("invoicing.paymentReported");
  await closePaying(payer, invoiceId);
  expect(await standing()).toMatchObject({ state: "issued", paid: "0", reported: "0", total });
  expect(await outcomeOf(closePaying(payer, invoiceId))).toBe("payments.moved");
});

test("a forged, altered or stale word is not heard; one about nothing of ours is heard and changes nothing", async () => {
  const { standing, open, session } = await invoiced();
  await open();
  const page = await session();
  const paid = { ...page, status: "complete", payment_status: "paid" };
  expect(await heard(provider.word("checkout.session.completed", paid, { secret: "whsec_other" }))).toBe(400);
  const stale = now().getTime() - 3_600_000;
  expect(await heard(provider.word("checkout.session.completed", paid, { at: stale }))).toBe(400);
  const altered = provider.word("checkout.session.completed", paid);
  const body = (await altered.text()).replace('"unpaid"', '"paid"').replace("evt_", "evt_x");
  expect(await heard(new Request(altered.url, { method: "POST", body, headers: altered.headers }))).toBe(400);
  expect(await heard(new Request(altered.url, { method: "POST", body }))).toBe(400);
  expect(await heard(provider.word("invoice.created", { id: "in_1", object: "invoice" }))).toBe(200);
  expect(
    await heard(
      provider.word("checkout.session.completed", { ...paid, client_reference_id: "someone-else" }),
    ),
  ).toBe(200);
  expect(await standing()).toMatchObject({ state: "issued", paid: "0" });
});

test("another amount, or another currency, books nothing and is found by the proof", async () => {
  const { standing, open, session } = await invoiced();
  await open();
  const paid = { ...(await session()), status: "complete", payment_status: "paid" };
  for (const wrong of [
    { amount_total: paid.amount_total - 100 },
    { amount_total: paid.amount_total + 1 },
    { currency: "usd" },
  ])
    expect(await heard(provider.word("checkout.session.completed", { ...paid, ...wrong }))).toBe(200);
  expect(await standing()).toMatchObject({ state: "issued", paid: "0" });
  const found = await proveDatabase(database.url);
  expect(found.find(({ name }) => name === "card-words")?.rows).toHaveLength(3);
  await database.sql`delete from checkout_words where outcome = 'mismatch'`;
});

test("words in the wrong order: paid after its end is found by the proof; ended after paid changes nothing", async () => {
  const first = await invoiced();
  await first.open();
  const early = await first.session();
  provider.pay(early);
  expect(await heard(provider.word("checkout.session.completed", early))).toBe(200);
  expect(
    await heard(
      provider.word("checkout.session.expired", { ...early, status: "expired", payment_status: "unpaid" }),
    ),
  ).toBe(200);
  expect(await first.standing()).toMatchObject({ state: "settled" });

  const second = await invoiced();
  await second.open();
  const late = await second.session();
  expect(await heard(provider.word("checkout.session.expired", { ...late, status: "expired" }))).toBe(200);
  expect(await second.standing()).toMatchObject({ state: "issued", reported: "0" });
  expect(
    await heard(
      provider.word("checkout.session.completed", { ...late, status: "complete", payment_status: "paid" }),
    ),
  ).toBe(200);
  expect(await second.standing()).toMatchObject({ state: "issued", paid: "0" });
  const found = await proveDatabase(database.url);
  expect(found.find(({ name }) => name === "card-words")?.rows).toHaveLength(2);
  await database.sql`delete from checkout_words where outcome = 'contradicts'`;
});

test("a bank that takes its time: paid later settles later, failed opens the invoice again", async () => {
  const { standing, open, session } = await invoiced();
  await open();
  const page = await session();
  page.status = "complete";
  expect(await heard(provider.word("checkout.session.completed", page))).toBe(200);
  expect(await standing()).toMatchObject({ state: "issued", paid: "0" });
  expect(await heard(provider.word("checkout.session.async_payment_failed", page))).toBe(200);
  expect(await standing()).toMatchObject({ state: "issued", reported: "0" });
});

test("a provider that is away keeps no invoice shut; an answer that is lost opens no second page", async () => {
  const { standing, open } = await invoiced();
  provider.state.isAway = true;
  await expect(open("away")).rejects.toThrow("checkout is away");
  expect(await standing()).toMatchObject({ state: "issued", reported: "0" });
  expect(await outcomeOf(open("away"))).toBe("payments.moved");
  provider.state.isAway = false;
  provider.state.losesAnswers = 1;
  const before = provider.state.requests;
  expect(await open("lost")).toMatch(/^https:/);
  expect(provider.state.requests - before).toBe(2);
  await closePaying((await invoiced()).payer, "inv_none").catch(() => null);
});

test("a word that never comes is asked for: what was paid is settled, what was not is open again", async () => {
  const paid = await invoiced();
  await paid.open();
  provider.pay(await paid.session());
  const left = await invoiced();
  await left.open();
  await askAround();
  expect(await paid.standing()).toMatchObject({ state: "issued" });
  clock.advance(51 * 60_000);
  await askAround();
  expect(await paid.standing()).toMatchObject({ state: "settled" });
  expect(await left.standing()).toMatchObject({ state: "issued", reported: "0" });
});

test("only the payer's people open a page; to others the invoice does not exist, and without keys the way does not", async () => {
  const { deal, invoiceId } = await invoiced();
  const stranger = await deal.town.kitchen();
  expect(
    await outcomeOf(
      payByProvider(deal.town.callOf(stranger.finance), { rail: "card", invoiceId, path: "/" }),
    ),
  ).toBe("invoicing.missing");
  expect(
    await outcomeOf(
      payByProvider(deal.town.callOf(deal.seller.treasurer), { rail: "card", invoiceId, path: "/" }),
    ),
  ).toBe("invoicing.missing");
  expect(
    await outcomeOf(
      payByProvider(deal.town.callOf(deal.kitchen.field), { rail: "card", invoiceId, path: "/" }),
    ),
  ).toBe("payments.forbidden");
  setCheckoutGateway(null);
  expect(offeredRails().includes("card")).toBe(false);
  expect(
    await outcomeOf(
      payByProvider(deal.town.callOf(deal.kitchen.finance), { rail: "card", invoiceId, path: "/" }),
    ),
  ).toBe("kernel.missing");
  expect(await heard(provider.word("checkout.session.completed", {}))).toBe(404);
});
