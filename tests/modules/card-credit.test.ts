import { afterAll, expect, test } from "vitest";
import { answerDispute } from "#app/modules/disputes/answer-dispute.server.ts";
import { decideDispute } from "#app/modules/disputes/decide-dispute.server.ts";
import { hearKoperasi } from "#app/modules/disputes/hear-koperasi.server.ts";
import { invoiceVisibleTo } from "#app/modules/invoicing/invoice-reads.server.ts";
import { approveCardRefund, askCardRefund } from "#app/modules/payments/ask-card-refund.server.ts";
import { hubPayables } from "#app/modules/payments/payable-reads.server.ts";
import { requestPayout } from "#app/modules/payments/request-payout.server.ts";
import { now } from "#app/platform/clock.server.ts";
import { setCheckoutGateway, stripeGateway } from "#app/platform/gateways/checkout.server.ts";
import { heedWebhook, payByProvider } from "#app/routes/money/provider-page.server.ts";
import { sendAgreedCardRefund } from "#jobs/payments/send-agreed-card-refund.ts";
import { cardProvider } from "#tests/support/card-provider.ts";
import { claimsOn } from "#tests/support/claims.ts";
import { fixClock } from "#tests/support/clock.ts";
import { testDatabase } from "#tests/support/database.ts";
import { outcomeOf } from "#tests/support/deliveries.ts";
import { locked } from "#tests/support/loads.ts";
import { WORLD_STARTS } from "#tests/support/world.ts";

// Goal: what a granted claim owes a buyer that paid by card goes back to that card, and pays the credit note once.
// Method: a whole call-off through commands, paid at the strict provider.
const database = await testDatabase({ poolSize: 6 });
fixClock(WORLD_STARTS);
const provider = await cardProvider("sk_test_dapur", "whsec_lumbung", () => now().getTime());
afterAll(() => provider.stop());
const { delivered, invoiced, open, decision, settle } = claimsOn(database);

test("a claim granted after a card payment goes back to the card, and pays the credit note, not the invoice", async () => {
  setCheckoutGateway(
    stripeGateway({ key: "sk_test_dapur", webhookSecret: "whsec_lumbung", apiUrl: provider.url }),
  );
  const deal = await locked(database, [40], { freightPaidBy: "seller", serviceFeeBasisPoints: 50 });
  const { shares } = await delivered(deal);
  const invoiceId = await invoiced(deal);
  await payByProvider(deal.town.callOf(deal.buyer.finance), {
    rail: "card",
    invoiceId,
    path: "/bumd/bayar/x",
  });
  const [paid] =
    await database.sql`select payment_id from payment_allocations where invoice_id = ${invoiceId}`;
  const paymentId = paid?.["payment_id"] as string;
  const session = provider.sessionFor(paymentId);
  provider.pay(session);
  await heedWebhook(provider.word("checkout.session.completed", session));

  const disputeId = await open(deal, shares[0]?.shipmentId ?? "", { cause: "quality", grams: 30_000n });
  await hearKoperasi(deal.town.callOf(deal.hub.head), { disputeId, note: "Mohon keterangan mutu" });
  const [koperasi] = deal.koperasi;
  if (!koperasi) throw new Error("the koperasi is there");
  await answerDispute(deal.town.callOf(koperasi.chair), {
    disputeId,
    isAccepted: false,
    note: "Waktu berangkat masih baik",
  });
  await decideDispute(deal.town.callOf(deal.hub.head), await decision(deal, disputeId, null, "origin"));
  await settle(deal, disputeId);
  const owed = async () => (await hubPayables(deal.hub.id)).find((row) => row.to === "refund");
  const refund = await owed();
  expect(refund).toMatchObject({ dueRupiah: 810_000n });

  const cashier = deal.town.callOf(deal.hub.cashier);
  const wish = { paymentId, reason: "Klaim mutu dikabulkan" };
  expect(await outcomeOf(askCardRefund(cashier, { ...wish, amountRupiah: "810001" }))).toBe(
    "payments.cardLeft",
  );
  const { cardRefundId } = await askCardRefund(cashier, { ...wish, amountRupiah: "810000" });
  await approveCardRefund(deal.town.callOf(deal.hub.head), { cardRefundId });
  // It is on its way to the card: no transfer of the same money is asked for meanwhile.
  expect(await outcomeOf(requestPayout(cashier, { to: "refund", refundId: refund?.id ?? "" }))).toBe(
    "payments.alreadyRequested",
  );
  await sendAgreedCardRefund.react(
    { actor: { kind: "system", name: "test" }, at: now(), key: null, causation: null },
    { cardRefundId },
  );
  const sent = provider.refundFor(cardRefundId);
  sent.status = "succeeded";
  await heedWebhook(provider.word("refund.updated", sent));
  expect(await owed()).toBeUndefined();
  expect(await invoiceVisibleTo(deal.buyer.id, invoiceId)).toMatchObject({
    state: "settled",
    reportedRupiah: 0n,
  });
  const balance = async (organisationId: string, code: string) =>
    (
      await database.sql`
      select coalesce(sum(balance), 0)::text as balance from account_balances where organisation_id = ${organisationId} and code = ${code}`
    )[0]?.["balance"];
  expect(await balance(deal.hub.id, "1150")).toBe((16_200_000 - 810_000).toString());
  expect(await balance(deal.buyer.id, "1200")).toBe("0");
});
