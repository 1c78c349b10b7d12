import type { Call } from "#app/kernel/call.ts";
import { bookCardPayout } from "#app/modules/payments/book-card-payout.server.ts";
import {
  latestCardMove,
  silentCardRefunds,
  unreadCardPayouts,
  untoldCardRefunds,
  wasPaidByCard,
} from "#app/modules/payments/card-account-reads.server.ts";
import { heedCardRefund } from "#app/modules/payments/heed-card-refund.server.ts";
import { noteCardMoves } from "#app/modules/payments/note-card-moves.server.ts";
import { type CardGateway, cardGateway } from "#app/platform/gateways/checkout.server.ts";
import { every } from "../schedule.ts";
import { hearEarlyWords } from "./hear-early-card-words.ts";

const AT_ONCE_MAX = 50;
// The provider's own word comes first; only its silence is asked about.
const PATIENCE_MS = 15 * 60_000;
// Lines are written a moment before they can be read, and not always in their order.
const OVERLAP_MS = 2 * 86_400_000;
const FIRST_LOOK_MS = 60 * 86_400_000;

/**
 * Every quarter of an hour, read the provider's account page by page: fees are booked, refunds of which no word came are asked about, and
 * payouts are split among those whose money they carry. Whatever breaks off is read again the next time, and changes nothing twice.
 */
export const readCardAccount = every(
  "read-card-account",
  { cron: "*/15 * * * *", queue: "invoicing" },
  async (call) => {
    const gateway = cardGateway();
    if (!gateway || !(await wasPaidByCard())) return;
    const alone = { ...call, key: null };
    // A word and its payment that were heard at the same moment do not see each other.
    await hearEarlyWords(alone, null);
    await askAboutRefunds(gateway, alone);
    const latest = await latestCardMove();
    const since = new Date((latest?.getTime() ?? call.at.getTime() - FIRST_LOOK_MS) - OVERLAP_MS);
    await readAll(gateway, alone, null, since);
    for (const payoutRef of await unreadCardPayouts(AT_ONCE_MAX)) {
      await readAll(gateway, alone, payoutRef, since);
      await bookCardPayout(alone, { payoutRef });
    }
  },
);

async function readAll(gateway: CardGateway, call: Call, payoutRef: string | null, since: Date) {
  let after: string | null = null;
  do {
    const page = await gateway.moves(payoutRef === null ? { since } : { payoutRef }, after);
    await noteCardMoves(call, { payoutRef, moves: [...page.moves] });
    after = page.next;
  } while (after !== null);
}

async function askAboutRefunds(gateway: CardGateway, call: Call) {
  const before = new Date(call.at.getTime() - PATIENCE_MS);
  const refs = [
    ...(await silentCardRefunds(before, AT_ONCE_MAX)),
    ...(await untoldCardRefunds(before, AT_ONCE_MAX)),
  ];
  for (const ref of refs) {
    const { refundId, ...seen } = await gateway.lookRefund(ref);
    await heedCardRefund(call, {
      ...seen,
      cardRefundId: refundId,
      wordId: `asked.${ref}.${call.at.getTime()}`,
      type: "asked",
      saidAt: call.at,
    });
  }
}
