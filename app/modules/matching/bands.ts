import type { MatchInstance, MatchPair } from "./instance.ts";
import type { MatchResult } from "./result.ts";

/**
 * Convex bands: the last part of a quantity weighs less than the first. They are written as a plain market of more lines
 * and offers, so that solver, certificate and verifier need not know of them; `joinBands` reads the answer back.
 *
 * Equal sacrifice: within a class nobody gets its last part before everybody has the first. Solidarity premium: the more
 * of an offer is sold already, the more the next unit weighs, by at most the premium, so that sales spread over sellers
 * whenever the spread costs buyers less than that.
 */
export type Bands = {
  /** Per cent of each line that comes last; 0 for no bands. */
  readonly lastPercent: number;
  /** Milli-rupiah per base unit that the last band of an offer weighs more than its first; steers, and is never paid. */
  readonly premiumMilli: number;
};

/** Bands of an offer, of equal size: nothing, a third, two thirds and all of the premium. */
const OFFER_BANDS = 4;
const MARK = "#";

/**
 * Splits the lines and offers of a market into bands. A line `L` becomes `L#0` and `L#1`, an offer `O` becomes `O#0` …;
 * parts of quantity zero are left out. Classes double: `2 × class` for first parts, `2 × class + 1` for last ones.
 */
export function splitIntoBands(instance: MatchInstance, bands: Bands): MatchInstance {
  const lineParts = instance.lines.map((line) => partsOfLine(line, bands.lastPercent));
  const offerParts = instance.offers.map((offer) => partsOfOffer(offer, bands.premiumMilli));
  const lineStart = starts(lineParts);
  const offerStart = starts(offerParts);
  const pairs: MatchPair[] = [];
  for (const [line, offer, cost] of instance.pairs) {
    for (const l of (lineParts[line] ?? []).keys())
      for (const [o, { premium }] of (offerParts[offer] ?? []).entries())
        pairs.push([(lineStart[line] as number) + l, (offerStart[offer] as number) + o, cost + premium]);
  }
  return {
    format: instance.format,
    classes: 2 * instance.classes,
    lines: lineParts.flat(),
    offers: offerParts.flat().map(({ id, quantity }) => ({ id, quantity })),
    pairs,
  };
}

type LinePart = MatchInstance["lines"][number];
type OfferPart = MatchInstance["offers"][number] & { readonly premium: number };

function partsOfLine({ id, class: urgency, quantity }: LinePart, lastPercent: number): LinePart[] {
  const last = Math.floor((quantity * lastPercent) / 100);
  return [
    { id: `${id}${MARK}0`, class: 2 * urgency, quantity: quantity - last },
    { id: `${id}${MARK}1`, class: 2 * urgency + 1, quantity: last },
  ].filter((part) => part.quantity > 0);
}

function partsOfOffer({ id, quantity }: MatchInstance["offers"][number], premiumMilli: number): OfferPart[] {
  const bands = premiumMilli === 0 ? 1 : OFFER_BANDS;
  return Array.from({ length: bands }, (_, band) => ({
    id: `${id}${MARK}${band}`,
    quantity: Math.floor((quantity * (band + 1)) / bands) - Math.floor((quantity * band) / bands),
    premium: bands === 1 ? 0 : Math.floor((premiumMilli * band) / (bands - 1)),
  })).filter((part) => part.quantity > 0);
}

function starts(parts: readonly (readonly unknown[])[]): number[] {
  let next = 0;
  return parts.map((list) => {
    const start = next;
    next += list.length;
    return start;
  });
}

/** What was bought and what stays unfilled, with the bands of each line and offer put together again, sorted by id. */
export function joinBands(result: MatchResult): Pick<MatchResult, "assignments" | "unfilled"> {
  const bought = new Map<string, MatchResult["assignments"][number]>();
  for (const { line, offer, quantity } of result.assignments) {
    const pair = { line: whole(line), offer: whole(offer) };
    const key = JSON.stringify([pair.line, pair.offer]);
    bought.set(key, { ...pair, quantity: quantity + (bought.get(key)?.quantity ?? 0) });
  }
  const unfilled = new Map<string, number>();
  for (const { line, quantity } of result.unfilled)
    unfilled.set(whole(line), quantity + (unfilled.get(whole(line)) ?? 0));
  return {
    assignments: [...bought.values()],
    unfilled: Array.from(unfilled, ([line, quantity]) => ({ line, quantity })),
  };
}

function whole(part: string): string {
  return part.slice(0, part.lastIndexOf(MARK));
}
