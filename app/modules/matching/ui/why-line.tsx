import { dateTime, quantity, rupiah, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";
import type { ExclusionReason } from "../market.ts";
import type { WhyLine } from "../why-reads.server.ts";

/** As read, with the names of sellers by id. */
export type ToldWhyLine = Omit<WhyLine, "sellerNames"> & {
  readonly sellerNames: Readonly<Record<string, string>>;
};

type Pack = { readonly unit: string; readonly basePerUnit: bigint };

/** Why a line got what it got, in plain words: who was chosen, who came second, what could not take part. */
export function WhyThisLine({
  why,
  pack,
  zone,
}: {
  readonly why: ToldWhyLine;
  readonly pack: Pack;
  readonly zone: Zone;
}) {
  const left = excludedWords(why);
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
        <span className="transition-transform group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
        {m.matching_why_title()}
      </summary>
      <div className="grid gap-2 rounded-md bg-sunken p-4 text-sm">
        <p className="font-semibold">{outcomeWords(why, pack)}</p>
        <ul className="grid list-disc gap-1 pl-5">
          {choiceWords(why).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {left.length === 0 ? null : (
          <div>
            <p>{m.matching_why_excluded()}</p>
            <ul className="grid list-disc gap-0.5 pl-5">
              {left.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        )}
        <p className="text-ink-faint">
          {m.matching_why_when({ at: dateTime(why.matchedAt, zone) })}
          {why.isUnique ? ` · ${m.matching_why_unique()}` : ""}
        </p>
      </div>
    </details>
  );
}

function outcomeWords({ explanation }: ToldWhyLine, pack: Pack): string {
  switch (explanation.outcome) {
    case "cheapest":
      return m.matching_why_cheapest({ count: explanation.candidates });
    case "bestForAll":
      return m.matching_why_best_for_all();
    case "shortage":
      return m.matching_why_shortage({
        missing: quantity(BigInt(explanation.unfilled), pack.unit, pack.basePerUnit),
      });
    case "noCandidate":
      return m.matching_why_no_candidate();
    case "nothingAsked":
      return m.matching_why_nothing();
  }
}

/** Seller, price and unit of an offer as sentences name it; null when it is no longer known. */
function offerWords(why: ToldWhyLine, offer: string) {
  const facts = why.explanation.offers[offer];
  if (!facts) return null;
  return {
    seller: why.sellerNames[facts.sellerId] ?? "–",
    price: rupiah(BigInt(facts.priceRupiah)),
    unit: facts.unit,
    basePerUnit: Number(facts.basePerUnit),
  };
}

function choiceWords(why: ToldWhyLine): string[] {
  const { parts, alternatives, cheaperButTaken } = why.explanation;
  const bought = parts.flatMap(({ offer }) => {
    const words = offerWords(why, offer);
    return words ? [m.matching_why_bought(words)] : [];
  });
  const [second] = alternatives;
  const next = second ? secondWords(why, second) : [];
  const taken = cheaperButTaken.flatMap(({ offer }) => {
    const words = offerWords(why, offer);
    return words ? [m.matching_why_taken(words)] : [];
  });
  return [...new Set([...bought, ...next, ...taken])];
}

function secondWords(why: ToldWhyLine, second: WhyLine["explanation"]["alternatives"][number]): string[] {
  const words = offerWords(why, second.offer);
  if (!words) return [];
  if (second.delta.steps > 0) return [m.matching_why_second_scarce(words)];
  // Milli-rupiah per base unit, for showing only.
  const delta = Math.round((second.delta.milli * words.basePerUnit) / 1000);
  return delta <= 0
    ? [m.matching_why_second_same(words)]
    : [m.matching_why_second({ ...words, delta: rupiah(BigInt(delta)) })];
}

function excludedWords({ explanation }: ToldWhyLine): string[] {
  const words: Record<ExclusionReason, (count: { count: number }) => string> = {
    radius: m.matching_why_excluded_radius,
    ownGoods: m.matching_why_excluded_own,
    blocked: m.matching_why_excluded_blocked,
    unverified: m.matching_why_excluded_unverified,
    licence: m.matching_why_excluded_licence,
    grade: m.matching_why_excluded_grade,
    date: m.matching_why_excluded_date,
    cutOff: m.matching_why_excluded_cut_off,
    dayFull: m.matching_why_excluded_day_full,
    minOrder: m.matching_why_excluded_min,
    ceiling: m.matching_why_excluded_ceiling,
  };
  return (Object.keys(words) as ExclusionReason[]).flatMap((reason) => {
    const count = explanation.excluded[reason] ?? 0;
    return count > 0 ? [words[reason]({ count })] : [];
  });
}
