import Stripe from "stripe";
import { Outage } from "#app/kernel/errors.ts";
import { fromSen, toSen } from "#app/kernel/minor-units.ts";
import type { PayAt } from "#app/kernel/pay-at.ts";
import { now } from "../clock.server.ts";
import { env } from "../env.server.ts";
import {
  type CardAccount,
  type CardDisputeSeen,
  type CardPayoutSeen,
  type CardRefundSeen,
  disputeSeen,
  payoutSeen,
  refundSeen,
  stripeAccount,
} from "./card-account.server.ts";

/** What is opened at a provider. The same payment opens the same page, number or code, however often it is asked. */
export type CheckoutWish = {
  readonly paymentId: string;
  readonly amountRupiah: bigint;
  /** What the payer reads there. */
  readonly title: string;
  readonly locale: "id" | "en";
  readonly expiresAt: Date;
  /** Where the payer comes back to, whatever came of it. */
  readonly returnTo: string;
};

/** `waiting`: the payer is done, its bank is not. `ended`: no money comes from this page any more. */
export type CheckoutOutcome = "open" | "waiting" | "paid" | "ended";

/** What was opened, as the provider sees it now. */
export type CheckoutSeen = {
  readonly sessionId: string;
  /** Which payment we said that it is for; null for what is not ours. */
  readonly paymentId: string | null;
  /** Where it is paid; null where nobody can pay any more. */
  readonly payAt: PayAt | null;
  readonly outcome: CheckoutOutcome;
  /** What is paid, in whole rupiah; null for another currency, or for a part of a rupiah. */
  readonly amountRupiah: bigint | null;
  /** The provider's own name for the payment, for whoever asks it. */
  readonly reference: string;
};

/** What a word is about, beside a page. */
export type CardMatter =
  | { readonly kind: "refund"; readonly refund: CardRefundSeen }
  | { readonly kind: "dispute"; readonly dispute: CardDisputeSeen }
  | { readonly kind: "payout"; readonly payout: CardPayoutSeen };

/** Something that the provider tells by itself, its signature checked. `seen` is null for what no page is about. */
export type CheckoutWord = {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly seen: CheckoutSeen | null;
  /** Null for a page, and for what is nothing to us. */
  readonly matter: CardMatter | null;
};

/**
 * A provider that takes money by one rail and tells us when it came: all that a way of paying needs. What money does at the provider afterwards
 * (refunds, disputes, payouts) is an account of its own kind, that of cards is `CardAccount`. Throws an Outage when it may work later.
 */
export type PaymentGateway = {
  /** What payers know it by; its words are kept apart from those of others under this name. */
  readonly provider: string;
  readonly rail: "card" | "virtualAccount" | "qris";
  /** Opens it; null when the provider will not, because its time is over. */
  readonly open: (wish: CheckoutWish) => Promise<CheckoutSeen | null>;
  readonly look: (sessionId: string) => Promise<CheckoutSeen>;
  /** Ends what is still open; says how it stands then. */
  readonly end: (sessionId: string) => Promise<CheckoutSeen>;
  /** Reads what was sent to us; null where the signature is not the provider's, or is too old. */
  readonly wordIn: (body: string, headers: Headers) => CheckoutWord | null;
};

const PAGE_EVENTS = new Set([
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
]);
/** A signature older than this may be somebody's copy. */
const STALE_S = 300;
const RETRIES = 2;
const TIMEOUT_MS = 15_000;

/** A provider of cards: it takes them, and keeps an account of what became of the money. */
export type CardGateway = PaymentGateway & CardAccount;

type Settings = {
  readonly key: string;
  readonly webhookSecret: string;
  readonly apiUrl?: string | undefined;
};

/** Stripe Checkout, in live or in test mode as the key says. `apiUrl` is another address that speaks its protocol. */
export function stripeGateway({ key, webhookSecret, apiUrl }: Settings): CardGateway {
  const stripe = new Stripe(key, {
    maxNetworkRetries: RETRIES,
    timeout: TIMEOUT_MS,
    telemetry: false,
    ...(apiUrl ? addressOf(apiUrl) : {}),
  });
  const { sessions } = stripe.checkout;
  return {
    ...stripeAccount(stripe, reaching),
    provider: "Stripe",
    rail: "card",
    open: (wish) =>
      reaching(async () => {
        try {
          const session = await sessions.create(sessionFor(wish), { idempotencyKey: wish.paymentId });
          return seenIn(session);
        } catch (error) {
          if (isExpiry(error)) return null;
          throw error;
        }
      }),
    look: (sessionId) => reaching(async () => seenIn(await sessions.retrieve(sessionId))),
    end: (sessionId) =>
      reaching(async () => {
        try {
          return seenIn(await sessions.expire(sessionId));
        } catch (error) {
          // Only an open page can be ended; one that is not says itself how it stands.
          if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
          return seenIn(await sessions.retrieve(sessionId));
        }
      }),
    wordIn: (body, headers) => {
      const signature = headers.get("stripe-signature") ?? "";
      try {
        const heardAt = now().getTime();
        return wordOf(
          stripe.webhooks.constructEvent(body, signature, webhookSecret, STALE_S, undefined, heardAt),
        );
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
        throw error;
      }
    },
  };
}

function addressOf(apiUrl: string) {
  const { protocol, hostname, port } = new URL(apiUrl);
  return { protocol: protocol === "http:" ? "http" : "https", host: hostname, port: Number(port) } as const;
}

function sessionFor(wish: CheckoutWish): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    client_reference_id: wish.paymentId,
    expires_at: Math.floor(wish.expiresAt.getTime() / 1000),
    locale: wish.locale,
    success_url: wish.returnTo,
    cancel_url: wish.returnTo,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: "idr",
          unit_amount: toSen(wish.amountRupiah),
          product_data: { name: wish.title },
        },
      },
    ],
  };
}

function isExpiry(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.param === "expires_at";
}

function seenIn(session: Stripe.Checkout.Session): CheckoutSeen {
  const intent = session.payment_intent;
  return {
    sessionId: session.id,
    paymentId: session.client_reference_id,
    payAt: session.url ? { kind: "page", url: session.url } : null,
    outcome: outcomeOf(session),
    amountRupiah: session.currency === "idr" ? fromSen(session.amount_total ?? -1) : null,
    reference: (typeof intent === "string" ? intent : intent?.id) ?? session.id,
  };
}

function outcomeOf({ status, payment_status }: Stripe.Checkout.Session): CheckoutOutcome {
  if (payment_status === "paid") return "paid";
  if (status === "expired") return "ended";
  return status === "complete" ? "waiting" : "open";
}

function wordOf(event: Stripe.Event): CheckoutWord {
  const about = PAGE_EVENTS.has(event.type) ? (event.data.object as Stripe.Checkout.Session) : null;
  const seen = about && seenIn(about);
  const hasFailed = event.type === "checkout.session.async_payment_failed";
  return {
    eventId: event.id,
    type: event.type,
    at: new Date(event.created * 1000),
    seen: seen && hasFailed ? { ...seen, outcome: "ended" } : seen,
    matter: matterOf(event),
  };
}

/** By the kind of its object, which its type begins with: new types of events about it are heard like the old ones. */
function matterOf({ type, data }: Stripe.Event): CardMatter | null {
  const { object } = data;
  if (object.object === "refund") return { kind: "refund", refund: refundSeen(object) };
  if (object.object === "dispute") return { kind: "dispute", dispute: disputeSeen(object) };
  if (object.object === "payout" && type !== "payout.created")
    return { kind: "payout", payout: payoutSeen(object) };
  return null;
}

/** The provider's trouble, and ours with its key, is an outage; what it says of our request is a bug. */
async function reaching<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    if (error instanceof Stripe.errors.StripeInvalidRequestError) throw error;
    throw new Outage("checkout", { cause: error });
  }
}

let current: CardGateway | null = null;
let further: readonly PaymentGateway[] = [];

/** The account of the house with its provider of cards, or null where no keys are set: then nobody is offered to pay so. */
export function cardGateway(): CardGateway | null {
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API_URL } = env();
  if (current || !STRIPE_SECRET_KEY || !STRIPE_WEBHOOK_SECRET) return current;
  current = stripeGateway({
    key: STRIPE_SECRET_KEY,
    webhookSecret: STRIPE_WEBHOOK_SECRET,
    apiUrl: STRIPE_API_URL,
  });
  return current;
}

/** Every way of paying by a provider that this house has keys for, one for each rail. */
export function paymentGateways(): readonly PaymentGateway[] {
  const card = cardGateway();
  return card ? [card, ...further] : further;
}

/** Sets the provider of cards, for tests; null gives the choice back to the settings. */
export function setCheckoutGateway(gateway: CardGateway | null): void {
  current = gateway;
}

/** Sets the providers beside that of cards, for tests. */
export function setFurtherGateways(gateways: readonly PaymentGateway[]): void {
  further = gateways;
}
