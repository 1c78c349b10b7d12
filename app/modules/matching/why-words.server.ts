import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { excludedWords } from "./ui/excluded-words.ts";
import { amountOf, pricePer } from "./ui/price-words.ts";
import type { WhyLine } from "./why-reads.server.ts";

/** Why a line got what it got, in plain words, part by part; a part without sentences has nothing to say. */
export type WhyWords = {
  readonly outcome: string;
  readonly chosen: readonly string[];
  readonly next: readonly string[];
  readonly cheaper: readonly string[];
  readonly excluded: readonly string[];
  readonly gap: string | null;
  readonly when: string;
};

/** Says why a line got what it got. Asked for by the server: a phone need not know how to say all of it. */
export function whyWords(why: WhyLine, zone: Zone): WhyWords {
  return {
    outcome: outcomeWords(why),
    chosen: boughtWords(why),
    next: nextWords(why),
    cheaper: takenWords(why),
    excluded: excludedWords(why.excluded),
    gap: why.gapBase > 0n ? m.matching_why_gap({ quantity: amountOf(why.gapBase, why.baseUnit) }) : null,
    when: [
      m.matching_why_when({ at: dateTime(why.matchedAt, zone) }),
      ...(why.isUnique ? [m.matching_why_unique()] : []),
    ].join(" · "),
  };
}

function outcomeWords(why: WhyLine): string {
  switch (why.outcome) {
    case "cheapest":
      return m.matching_why_cheapest({ count: why.candidates });
    case "bestForAll":
      return m.matching_why_best_for_all();
    case "shortage":
      return m.matching_why_shortage({ missing: amountOf(why.missingBase, why.baseUnit) });
    case "noCandidate":
      return m.matching_why_no_candidate();
    case "nothingAsked":
      return m.matching_why_nothing();
  }
}

function boughtWords({ bought, baseUnit }: WhyLine): string[] {
  return bought.map(({ seller, priceMilli, quantityBase }) =>
    m.matching_why_bought({
      seller,
      price: pricePer(priceMilli, baseUnit),
      quantity: amountOf(quantityBase, baseUnit),
    }),
  );
}

// Among equal prices a koperasi comes before others by as much; nobody pays it.
const PREFERENCE_MILLI = 1n;

function nextWords({ next, baseUnit }: WhyLine): string[] {
  return next.slice(0, 1).map(({ seller, priceMilli, overMilli }) => {
    const words = { seller, price: pricePer(priceMilli, baseUnit) };
    if (overMilli === null) return m.matching_why_second_scarce(words);
    return overMilli <= PREFERENCE_MILLI
      ? m.matching_why_second_same(words)
      : m.matching_why_second({ ...words, delta: pricePer(overMilli, baseUnit) });
  });
}

function takenWords({ taken, baseUnit }: WhyLine): string[] {
  const sentences = taken.map(({ seller, priceMilli, byOwn, byOthers }) => {
    const words = { seller, price: pricePer(priceMilli, baseUnit) };
    if (!byOwn) return m.matching_why_taken(words);
    return byOthers ? m.matching_why_taken_both(words) : m.matching_why_taken_own(words);
  });
  return [...new Set(sentences)];
}
