import { dateShort, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import type { Rupiah } from "#app/kernel/money.ts";
import { priceOf } from "#app/kernel/quantity.ts";
import type { EvidenceStanding } from "./price-evidence.ts";

/** What the price of a line is held against, per unit of the line, and how it stands. */
export type LinePrices = {
  readonly legalRupiah: Rupiah | null;
  readonly reference: {
    readonly rupiah: Rupiah;
    readonly source: string;
    readonly onDay: BusinessDay;
  } | null;
  readonly unquestionedRupiah: Rupiah | null;
  readonly standing: EvidenceStanding["kind"];
  /** What explains it, or was meant to. */
  readonly evidenceId: string | null;
};

/** The price of a line in words, made where the page is loaded: a phone need not know how to say them. */
export type PriceWords = {
  readonly figures: readonly {
    readonly label: string;
    readonly value: string;
    readonly note: string | null;
  }[];
  /** How the evidence of a dear price stands; null where nobody asks for any. */
  readonly standing: { readonly tone: "leaf" | "rice" | "brick"; readonly text: string } | null;
  /** What the page with the evidence is called. */
  readonly evidence: string;
};

type Agreed = { readonly state: string; readonly priceRupiah: Rupiah; readonly basePerUnit: bigint };
type Line = { readonly unit: string; readonly basePerUnit: bigint; readonly ceilingRupiah: Rupiah };

/** The price that a line asks for beside what sellers agreed to, the law allows and the market paid. */
export function priceWords(line: Line, prices: LinePrices, commitments: readonly Agreed[]): PriceWords {
  const { legalRupiah, reference } = prices;
  return {
    figures: [
      {
        label: m.orders_price_asked(),
        value: `${rupiah(line.ceilingRupiah)}/${unitWords(line.unit)}`,
        note: null,
      },
      { label: m.orders_price_agreed(), value: agreedText(commitments, line.basePerUnit), note: null },
      {
        label: m.orders_price_legal(),
        value: legalRupiah === null ? m.orders_price_none() : rupiah(legalRupiah),
        note: null,
      },
      {
        label: m.orders_price_market(),
        value: reference === null ? m.orders_price_none() : rupiah(reference.rupiah),
        note: reference === null ? null : `${reference.source}, ${dateShort(reference.onDay)}`,
      },
    ],
    standing: standingWords(prices.standing),
    evidence: m.orders_price_title(),
  };
}

/** Lowest and highest price that stands agreed, for a unit of `basePerUnit` base units. */
function agreedText(commitments: readonly Agreed[], basePerUnit: bigint): string {
  const prices = commitments
    .filter(({ state }) => state === "accepted" || state === "fulfilled")
    .map((each) => priceOf(basePerUnit, each.priceRupiah, each.basePerUnit))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [lowest, highest] = [prices[0], prices.at(-1)];
  if (lowest === undefined || highest === undefined) return "–";
  return lowest === highest ? rupiah(lowest) : `${rupiah(lowest)} – ${rupiah(highest)}`;
}

function standingWords(standing: LinePrices["standing"]): PriceWords["standing"] {
  switch (standing) {
    case "unquestioned":
      return null;
    case "missing":
      return { tone: "brick", text: m.orders_price_missing() };
    case "waiting":
      return { tone: "rice", text: m.orders_price_waiting() };
    case "refused":
      return { tone: "brick", text: m.orders_price_refused() };
    case "approved":
      return { tone: "leaf", text: m.orders_price_approved() };
  }
}

/** What stands between a draft and its submission, for its prices; null where nothing does. */
export type PriceHurdle = {
  readonly title: string;
  readonly text: string;
  readonly action: string;
} | null;

export function priceHurdle(prices: readonly LinePrices[]): PriceHurdle {
  const open = prices.filter(({ standing }) => standing !== "unquestioned" && standing !== "approved");
  if (open.length === 0) return null;
  const isWithHead = open.every(({ standing }) => standing === "waiting");
  const count = open.length;
  return {
    title: isWithHead ? m.orders_price_callout_waiting({ count }) : m.orders_price_callout({ count }),
    text: isWithHead ? m.orders_price_head_decides() : m.orders_price_callout_text(),
    action: m.orders_price_title(),
  };
}
