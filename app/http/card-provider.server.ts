import type { Call } from "#app/kernel/call.ts";
import { env } from "#app/platform/env.server.ts";
import {
  type CardMatter,
  type CheckoutGateway,
  type CheckoutSeen,
  type CheckoutWord,
  checkoutGateway,
} from "#app/platform/gateways/checkout.server.ts";
import { callBy } from "./actor.server.ts";
import { bodyBytes } from "./body.server.ts";

export type { CardMatter, CheckoutGateway as CardGateway, CheckoutSeen as CardPageSeen };

/** What its payers know it by. */
export const CARD_PROVIDER = "Stripe";
const WEBHOOK_BYTES_MAX = 256 * 1024;

/** The provider that takes cards for this house; null where none does, and nobody is offered to pay so. */
export function cardGateway(): CheckoutGateway | null {
  return checkoutGateway();
}

export function takesCards(): boolean {
  return checkoutGateway() !== null;
}

/** The provider's own call: its words are heard by the house. */
export function providerCall(key: string | null): Call {
  return { ...callBy({ kind: "system", name: "card-provider" }), key };
}

/** A path of ours as the provider sends payers back to it. */
export function addressOf(path: string): string {
  return new URL(path, env().BASE_URL).href;
}

/** What the provider sent by itself; null where the signature is not the provider's. */
export async function wordIn(gateway: CheckoutGateway, request: Request): Promise<CheckoutWord | null> {
  const body = new TextDecoder().decode(await bodyBytes(request, WEBHOOK_BYTES_MAX));
  return gateway.wordIn(body, request.headers.get("stripe-signature") ?? "");
}
