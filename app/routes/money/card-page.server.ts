import {
  addressOf,
  CARD_PROVIDER,
  type CardGateway,
  type CardMatter,
  type CardPageSeen,
  cardGateway,
  providerCall,
  wordIn,
} from "#app/http/card-provider.server.ts";
import type { Call } from "#app/kernel/call.ts";
import { Conflict, Missing } from "#app/kernel/errors.ts";
import { type Checkout, checkoutOf, openCheckoutFor } from "#app/modules/payments/checkout-reads.server.ts";
import { heedCardDispute } from "#app/modules/payments/heed-card-dispute.server.ts";
import { heedCardPayout } from "#app/modules/payments/heed-card-payout.server.ts";
import { heedCardRefund } from "#app/modules/payments/heed-card-refund.server.ts";
import { heedCheckout } from "#app/modules/payments/heed-checkout.server.ts";
import { askCheckout, recordCheckoutOpened } from "#app/modules/payments/open-checkout.server.ts";
import type { HeedCheckout } from "#app/modules/payments/payment.schema.ts";

/**
 * Opens the provider's page for all that is open of an invoice and answers its address. First the intent is kept, then
 * the provider is asked, then what it said: whatever breaks in between, the same page is found again.
 */
export async function payByCard(call: Call, invoiceId: string, path: string): Promise<string> {
  const gateway = cardGateway();
  if (!gateway) throw new Missing("kernel.missing");
  const { paymentId } = await askCheckout(call, { invoiceId, provider: CARD_PROVIDER });
  const checkout = await checkoutOf(paymentId);
  if (checkout?.state !== "reported") throw new Conflict("payments.moved");
  let seen: CardPageSeen | null = null;
  try {
    seen = await openPage(gateway, checkout, path);
  } finally {
    // Nobody was sent to a page that did not open, so the invoice need not wait for it.
    if (!seen?.url) await heedCheckout(providerCall(null), neverOpened(checkout, call.at));
  }
  if (!seen?.url) throw new Conflict("payments.moved");
  return seen.url;
}

function neverOpened({ paymentId }: Checkout, at: Date): HeedCheckout {
  return {
    wordId: `never-opened.${paymentId}`,
    type: "never-opened",
    saidAt: at,
    paymentId: paymentId as HeedCheckout["paymentId"],
    page: { sessionId: paymentId, outcome: "ended", amountRupiah: null, reference: paymentId },
  };
}

/** Closes the page on which an invoice could be paid, so that it can be paid otherwise; hears how it stood. */
export async function closeCardPage(call: Call, invoiceId: string): Promise<void> {
  const gateway = cardGateway();
  const checkout = await openCheckoutFor(invoiceId, call.at);
  if (!gateway || !checkout?.sessionId) throw new Conflict("payments.moved");
  const { outcome, amountRupiah, reference } = await gateway.end(checkout.sessionId);
  await heedCheckout(providerCall(null), {
    wordId: `closed.${checkout.paymentId}.${call.at.getTime()}`,
    type: "closed",
    saidAt: call.at,
    paymentId: checkout.paymentId,
    page: { sessionId: checkout.sessionId, outcome, amountRupiah, reference },
  });
}

/** The page of a payment that was asked for, opened once however often this is called; null when its time is over. */
async function openPage(
  gateway: CardGateway,
  checkout: Checkout,
  path: string,
): Promise<CardPageSeen | null> {
  const seen = await gateway.open({
    paymentId: checkout.paymentId,
    amountRupiah: checkout.amountRupiah,
    title: checkout.invoiceNumber,
    locale: "id",
    expiresAt: checkout.expiresAt,
    returnTo: addressOf(path),
  });
  if (seen?.url)
    await recordCheckoutOpened(providerCall(`${checkout.paymentId}.opened`), {
      paymentId: checkout.paymentId,
      sessionId: seen.sessionId,
      url: seen.url,
    });
  return seen;
}

/**
 * Hears a word that the provider sends. 400 where it is not the provider's; 404 where no cards are taken; else 200, also
 * for what is about nothing of ours: a provider that is refused sends again for days.
 */
export async function heedWebhook(request: Request): Promise<Response> {
  const gateway = cardGateway();
  if (!gateway) return new Response(null, { status: 404 });
  const word = await wordIn(gateway, request);
  if (!word) return new Response(null, { status: 400 });
  const { seen, matter } = word;
  if (matter) {
    await heedMatter(matter, { wordId: word.eventId, type: word.type, saidAt: word.at });
    return new Response(null, { status: 200 });
  }
  await heedCheckout(providerCall(null), {
    wordId: word.eventId,
    type: word.type,
    saidAt: word.at,
    paymentId: seen?.paymentId?.startsWith("pay_") ? seen.paymentId : null,
    page: seen && {
      sessionId: seen.sessionId,
      outcome: seen.outcome,
      amountRupiah: seen.amountRupiah,
      reference: seen.reference,
    },
  });
  return new Response(null, { status: 200 });
}

type Said = { readonly wordId: string; readonly type: string; readonly saidAt: Date };

/** What is about no page: money that goes back, is disputed, or is sent to a bank. */
async function heedMatter(matter: CardMatter, said: Said): Promise<void> {
  const call = providerCall(null);
  if (matter.kind === "refund") {
    const { refundId, ...seen } = matter.refund;
    await heedCardRefund(call, { ...said, ...seen, cardRefundId: refundId });
  } else if (matter.kind === "dispute") await heedCardDispute(call, { ...said, ...matter.dispute });
  else await heedCardPayout(call, { ...said, ...matter.payout });
}
