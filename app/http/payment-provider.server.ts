import type { Call } from "#app/kernel/call.ts";
import { env } from "#app/platform/env.server.ts";
import {
  type CardMatter,
  type CheckoutSeen,
  type CheckoutWord,
  type PaymentGateway,
  paymentGateways,
} from "#app/platform/gateways/checkout.server.ts";
import { callBy } from "./actor.server.ts";
import { bodyBytes } from "./body.server.ts";

export type { CardMatter, CheckoutSeen, PaymentGateway };

const WEBHOOK_BYTES_MAX = 256 * 1024;

/** The ways of paying by a provider that this house offers. */
export function offeredRails(): readonly PaymentGateway["rail"][] {
  return paymentGateways().map((gateway) => gateway.rail);
}

/** Who takes money by this rail for this house; null where nobody does, and nobody is offered to pay so. */
export function gatewayFor(rail: string): PaymentGateway | null {
  return paymentGateways().find((gateway) => gateway.rail === rail) ?? null;
}

/** The provider of this name, however its letters stand. */
export function gatewayNamed(provider: string): PaymentGateway | null {
  const name = provider.toLowerCase();
  return paymentGateways().find((gateway) => gateway.provider.toLowerCase() === name) ?? null;
}

/** The provider's own call: its words are heard by the house. */
export function providerCall(key: string | null): Call {
  return { ...callBy({ kind: "system", name: "payment-provider" }), key };
}

/** A path of ours as the provider sends payers back to it. */
export function addressOf(path: string): string {
  return new URL(path, env().BASE_URL).href;
}

/** What the provider sent by itself; null where the signature is not the provider's. */
export async function wordIn(gateway: PaymentGateway, request: Request): Promise<CheckoutWord | null> {
  const body = new TextDecoder().decode(await bodyBytes(request, WEBHOOK_BYTES_MAX));
  return gateway.wordIn(body, request.headers);
}
