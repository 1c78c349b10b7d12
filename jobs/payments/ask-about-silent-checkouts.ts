import { type Checkout, silentCheckouts } from "#app/modules/payments/checkout-reads.server.ts";
import { heedCheckout } from "#app/modules/payments/heed-checkout.server.ts";
import { type PaymentGateway, paymentGateways } from "#app/platform/gateways/checkout.server.ts";
import { every } from "../schedule.ts";

const AT_ONCE_MAX = 50;
// The provider's own word comes first; only its silence is asked about.
const PATIENCE_MS = 5 * 60_000;

/**
 * Every five minutes, ask each provider about what was opened and whose time is over and of which no word came, so that a lost word keeps
 * no invoice shut. A page that was never heard of after it was asked for brings no money: nobody was sent there.
 */
export const askAboutSilentCheckouts = every(
  "ask-about-silent-checkouts",
  { cron: "*/5 * * * *", queue: "invoicing" },
  async (call) => {
    const gateways = new Map(paymentGateways().map((gateway) => [gateway.provider, gateway]));
    if (gateways.size === 0) return;
    const before = new Date(call.at.getTime() - PATIENCE_MS);
    for (const checkout of await silentCheckouts(before, [...gateways.keys()], AT_ONCE_MAX)) {
      const gateway = gateways.get(checkout.provider);
      if (!gateway) continue;
      await heedCheckout(
        { ...call, key: null },
        {
          provider: checkout.provider,
          wordId: `asked.${checkout.paymentId}.${call.at.getTime()}`,
          type: "asked",
          saidAt: call.at,
          paymentId: checkout.paymentId,
          page: await pageOf(gateway, checkout),
        },
      );
    }
  },
);

async function pageOf(gateway: PaymentGateway, { paymentId, sessionId }: Checkout) {
  if (sessionId === null)
    return { sessionId: paymentId, outcome: "ended" as const, amountRupiah: null, reference: paymentId };
  const { outcome, amountRupiah, reference } = await gateway.end(sessionId);
  return { sessionId, outcome, amountRupiah, reference };
}
