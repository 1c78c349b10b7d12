import { applyEvent } from "./apply-event.ts";
import { type LiveTrade, tradesOf } from "./live-answer.ts";
import { type MarketEvent, placeOf } from "./market-event.ts";
import type { Settler } from "./settle.ts";

/** How a line or an offer stands: what it trades, and what it does not. */
export type Standing = { readonly trades: readonly LiveTrade[]; readonly loose: number };

/** Who asks: a kitchen about its line, or a koperasi about its offer. */
export type Asker = { readonly side: "line" | "offer"; readonly id: string };

/**
 * How somebody would stand if these events happened; nothing changes, to the last bit. A higher ceiling, a wider
 * radius or another grade is `pairPrice` for each pair that becomes allowed; a lower price is `offerPrice`; more
 * goods are `offerQuantity` or `lineQuantity`. Refuses what `applyEvent` refuses.
 */
export function whatIf(
  settler: Settler,
  asker: Asker,
  events: readonly MarketEvent[],
): { readonly now: Standing; readonly then: Standing } {
  const { market } = settler;
  const side = asker.side === "line" ? market.lines : market.offers;
  const standing = (): Standing => {
    const place = placeOf(side, asker.id);
    return { trades: tradesOf(market, side, place), loose: side.loose.at[place] as number };
  };
  const now = standing();
  const then = market.journal.trial(() => {
    for (const event of events) applyEvent(settler, event);
    return standing();
  });
  return { now, then };
}
