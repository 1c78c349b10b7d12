import type { BusinessDay } from "#app/kernel/calendar.ts";

/** Without these nobody sells anything: the law asks them of the business and not of its goods. */
export const generalPapers = ["deed", "business_number"] as const;

/**
 * What the law asks of goods. Each kind has its dated rule, which lists the commodities that need it: of animals the hygiene of the
 * place (NKV, of fish the SKP), halal, and for what is packed the permit to hand it out (PIRT, BPOM MD).
 */
export const goodsPapers = ["hygiene_certificate", "halal_certificate", "food_permit"] as const;
export type GoodsPaper = (typeof goodsPapers)[number];

export const ruleOfPaper: Readonly<Record<GoodsPaper, string>> = {
  hygiene_certificate: "trade.hygiene_certificate_for",
  halal_certificate: "trade.halal_certificate_for",
  food_permit: "trade.food_permit_for",
};

/**
 * From when on goods are hidden whose paper was never handed in. Before that day only one that ran out hides them, so that nobody
 * who sells today loses its buyers without having been told.
 */
export const MISSING_HIDES_RULE = "trade.missing_certificate_hides";

/** A paper that goods want on a day: it ran out on `expiredOn`, or was never handed in (null). */
export type WantedPaper = { readonly paper: GoodsPaper; readonly expiredOn: BusinessDay | null };

/** Goods that buyers see today, and that they will not see from `day` on unless the paper comes. */
export type SoonWanted = {
  readonly paper: GoodsPaper;
  readonly day: BusinessDay;
  readonly commodityCode: string;
  readonly commodityName: string;
};
