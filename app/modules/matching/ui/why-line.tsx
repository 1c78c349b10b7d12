import type { ReactNode } from "react";
import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";
import type { WhyLine } from "../why-reads.server.ts";
import { excludedWords } from "./excluded-words.ts";
import { amountOf, pricePer } from "./price-words.ts";

/** Why a line got what it got, in plain words: who was chosen, who came second, what others took, what could not take part. */
export function WhyThisLine({
  why,
  zone,
  children,
}: {
  readonly why: WhyLine;
  readonly zone: Zone;
  /** What the reader can do about it. */
  readonly children?: ReactNode | undefined;
}) {
  const left = excludedWords(why.excluded);
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
        <span className="transition-transform group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
        {m.matching_why_title()}
      </summary>
      <div className="grid gap-3 rounded-md bg-sunken p-4 text-sm">
        <p className="font-semibold">{outcomeWords(why)}</p>
        <Sentences title={m.matching_why_chosen()} sentences={boughtWords(why)} />
        <Sentences title={m.matching_why_next()} sentences={nextWords(why)} />
        <Sentences title={m.matching_why_cheaper()} sentences={takenWords(why)} />
        <Sentences title={m.matching_why_excluded()} sentences={left} />
        {why.gapBase > 0n ? (
          <p>{m.matching_why_gap({ quantity: amountOf(why.gapBase, why.baseUnit) })}</p>
        ) : null}
        {children}
        <p className="text-ink-soft">
          {m.matching_why_when({ at: dateTime(why.matchedAt, zone) })}
          {why.isUnique ? ` · ${m.matching_why_unique()}` : ""}
        </p>
      </div>
    </details>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <p className="font-semibold text-ink-soft">{title}</p>
      <ul className="tabular grid list-disc gap-1 pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
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
