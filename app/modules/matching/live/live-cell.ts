import type { ArrangedMarket } from "../arrange.ts";
import { type SolvedMarket, solveArranged } from "../solve-arranged.ts";
import { applyEvent } from "./apply-event.ts";
import { changesTo, placesOf } from "./changes.ts";
import { isChoiceDecided } from "./decided.ts";
import { openSolved } from "./open-market.ts";
import type { Settler } from "./settle.ts";
import { solvedLive } from "./solved-live.ts";

/** How an answer came about: from the changes since the last one, or from nothing. */
export type LiveEffort = { readonly by: "changes" | "anew"; readonly events: number };

// A cold solve of a market takes about as long as a hundred events in it.
const EVENTS_MAX = 60;
// Who left and what moved to the end of its store stay in memory until the market is opened anew.
const WORN_FACTOR = 2;

/**
 * The market of one cell, kept solved between the times that somebody asks. Whoever asks brings the whole market as it
 * is now; only what has changed since is done to it. The answer is the one that a cold solve gives, to the last bit, so
 * nobody has to know which of the two it was.
 */
export class LiveCell {
  private settler: Settler | null = null;
  private effort: LiveEffort = { by: "anew", events: 0 };

  /** How the last answer came about. */
  get lastEffort(): LiveEffort {
    return this.effort;
  }

  /** About how much memory it takes, in pairs of the market. */
  get size(): number {
    return this.settler === null ? 0 : this.settler.market.lines.pairs.used / 2;
  }

  /** Solves and proves the market as it is now. Uses up `arranged.arcs`; refuses what `solveArranged` refuses. */
  solve(arranged: ArrangedMarket): SolvedMarket {
    const settler = this.settler;
    // Should anything go wrong halfway, the next one begins anew.
    this.settler = null;
    if (settler !== null && !isWorn(settler, arranged)) {
      const events = changesTo(settler.market, arranged, EVENTS_MAX);
      if (events !== null) {
        for (const event of events) applyEvent(settler, event);
        this.settler = settler;
        this.effort = { by: "changes", events: events.length };
        if (isChoiceDecided(settler.market))
          return solvedLive(settler.market, arranged, placesOf(settler.market, arranged));
        return solveArranged(arranged);
      }
    }
    const opened = openSolved(arranged);
    this.settler = opened.settler;
    this.effort = { by: "anew", events: 0 };
    return opened.solved;
  }
}

function isWorn({ market: { lines, offers } }: Settler, { start, lineAt, offerAt }: ArrangedMarket): boolean {
  const numbers = Math.max(1024, start[lineAt.length] as number);
  return (
    Math.max(lines.pairs.used, offers.pairs.used) > WORN_FACTOR * numbers ||
    lines.ids.length + offers.ids.length > WORN_FACTOR * (lineAt.length + offerAt.length) + 1024
  );
}
