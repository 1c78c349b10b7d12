import QRCode from "qrcode";
import {
  addressOf,
  type CardMatter,
  type CheckoutSeen,
  gatewayFor,
  gatewayNamed,
  type PaymentGateway,
  providerCall,
  wordIn,
} from "#app/http/payment-provider.server.ts";
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
 * Opens a page, a number or a code of the rail's provider for all that is asked of an invoice, and answers where the payer goes on: to the
 * provider's page, or back to ours at `path`, which shows the rest. First the intent is kept, then the provider is asked, then what it said:
 * whatever breaks in between, the same one is found again.
 */
export async function payByProvider(
  call: Call,
  { rail, invoiceId, path }: { readonly rail: string; readonly invoiceId: string; readonly path: string },
): Promise<string> {
  const gateway = gatewayFor(rail);
  if (!gateway) throw new Missing("kernel.missing");
  const { paymentId } = await askCheckout(call, {
    invoiceId,
    provider: gateway.provider,
    rail: gateway.rail,
  });
  const checkout = await checkoutOf(paymentId);
  if (checkout?.state !== "reported") throw new Conflict("payments.moved");
  let seen: CheckoutSeen | null = null;
  try {
    seen = await openPage(gateway, checkout, path);
  } finally {
    // Nobody was sent to a page that did not open, so the invoice need not wait for it.
    if (!seen?.payAt) await heedCheckout(providerCall(null), neverOpened(checkout, call.at));
  }
  if (!seen?.payAt) throw new Conflict("payments.moved");
  return seen.payAt.kind === "page" ? seen.payAt.url : path;
}

/** What was opened, as the payer's page shows it: a code is drawn. */
export async function shownPayAt(checkout: Checkout | null) {
  if (!checkout) return null;
  const { payAt, amountRupiah, expiresAt } = checkout;
  const qr = payAt?.kind === "qris" ? await QRCode.toDataURL(payAt.payload, { margin: 1, width: 264 }) : null;
  return { payAt, qr, amountRupiah, expiresAt };
}

function neverOpened({ paymentId, provider }: Checkout, at: Date): HeedCheckout {
  return {
    provider,
    wordId: `never-opened.${paymentId}`,
    type: "never-opened",
    saidAt: at,
    paymentId: paymentId as HeedCheckout["paymentId"],
    page: { sessionId: paymentId, outcome: "ended", amountRupiah: null, reference: paymentId },
  };
}

/** Ends what was opened to pay an invoice by a provider, so that it can be paid otherwise; hears how it stood. */
export async function closePaying(call: Call, invoiceId: string): Promise<void> {
  const checkout = await openCheckoutFor(invoiceId, call.at);
  const gateway = checkout && gatewayNamed(checkout.provider);
  if (!gateway || !checkout.sessionId) throw new Conflict("payments.moved");
  const { outcome, amountRupiah, reference } = await gateway.end(checkout.sessionId);
  await heedCheckout(providerCall(null), {
    provider: checkout.provider,
    wordId: `closed.${checkout.paymentId}.${call.at.getTime()}`,
    type: "closed",
    saidAt: call.at,
    paymentId: checkout.paymentId,
    page: { sessionId: checkout.sessionId, outcome, amountRupiah, reference },
  });
}

/** What was asked for a payment, opened once however often this is called; null when its time is over. */
async function openPage(
  gateway: PaymentGateway,
  checkout: Checkout,
  path: string,
): Promise<CheckoutSeen | null> {
  const seen = await gateway.open({
    paymentId: checkout.paymentId,
    amountRupiah: checkout.amountRupiah,
    title: checkout.invoiceNumber,
    locale: "id",
    expiresAt: checkout.expiresAt,
    returnTo: addressOf(path),
  });
  if (seen?.payAt)
    await recordCheckoutOpened(providerCall(`${checkout.paymentId}.opened`), {
      paymentId: checkout.paymentId,
      sessionId: seen.sessionId,
      payAt: seen.payAt,
    });
  return seen;
}

/**
 * Hears a word that a provider sends. 400 where it is not the provider's; 404 where there is none of that name; else 200, also
 * for what is about nothing of ours: a provider that is refused sends again for days.
 */
export async function heedWebhook(request: Request, provider = "stripe"): Promise<Response> {
  const gateway = gatewayNamed(provider);
  if (!gateway) return new Response(null, { status: 404 });
  const word = await wordIn(gateway, request);
  if (!word) return new Response(null, { status: 400 });
  const { seen, matter } = word;
  if (matter) {
    await heedMatter(matter, { wordId: word.eventId, type: word.type, saidAt: word.at });
    return new Response(null, { status: 200 });
  }
  await heedCheckout(providerCall(null), {
    provider: gateway.provider,
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
