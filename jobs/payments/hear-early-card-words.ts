import type { Call } from "#app/kernel/call.ts";
import { earlyCardWords } from "#app/modules/payments/early-word-reads.server.ts";
import { heedCardDispute } from "#app/modules/payments/heed-card-dispute.server.ts";
import { heedCardRefund } from "#app/modules/payments/heed-card-refund.server.ts";
import { paymentVerified } from "#app/modules/payments/payments.events.ts";
import { on } from "../reaction.ts";

const AT_ONCE_MAX = 50;

/** A payment by card is known: what its provider told of it before is heard now, in the order in which it was told. */
export const hearEarlyCardWords = on(
  paymentVerified,
  { queue: "invoicing", name: "hear-early-card-words" },
  (call, { paymentId }) => hearEarlyWords(call, paymentId),
);

/** Hears what waited for its payment, of one or (null) of all of them. Each word acts once by its own id, whoever hears it again. */
export async function hearEarlyWords(call: Call, paymentId: string | null): Promise<void> {
  const alone = { ...call, key: null };
  for (const { matter, word } of await earlyCardWords({ paymentId }, AT_ONCE_MAX))
    if (matter === "refund") await heedCardRefund(alone, word);
    else await heedCardDispute(alone, word);
}
