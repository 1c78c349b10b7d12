import { z } from "zod";
import { invariant, RuleBroken } from "#app/kernel/errors.ts";
import { basisPointsOf, type Rupiah } from "#app/kernel/money.ts";
import { PositiveRupiahText, RupiahText } from "#app/kernel/money-text.ts";
import { type BaseUnit, priceOf } from "#app/kernel/quantity.ts";
import { wholeNumber } from "#app/kernel/whole-text.ts";

/**
 * How a contract finds its price on a day, in executable form. Prices are rupiah per kilogram (or litre, or piece):
 * the base of the reference survey; the call-off turns them into a price per pack.
 */
export const PriceRule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("fixed"), priceRupiah: PositiveRupiahText }),
  /** A surveyed price plus a margin, never above the legal ceiling less `belowCeilingRupiah` when that is given. */
  z.object({
    kind: z.literal("reference_plus"),
    source: z.string().trim().min(1),
    /** Grade whose price is surveyed, when it is not the contract's own. */
    gradeCode: z.string().trim().min(1).optional(),
    marginRupiah: RupiahText,
    belowCeilingRupiah: RupiahText.nullable(),
  }),
  /** A share of a surveyed price, in basis points: 9,800 is 2 % below. */
  z.object({
    kind: z.literal("reference_share"),
    source: z.string().trim().min(1),
    gradeCode: z.string().trim().min(1).optional(),
    basisPoints: wholeNumber(1, 20_000, "contracts.notPercent"),
  }),
  /** The legal ceiling less an amount. */
  z.object({ kind: z.literal("ceiling_less"), lessRupiah: RupiahText }),
]);
/** As stored and sent: amounts as digits. */
export type PriceRule = z.input<typeof PriceRule>;

/** A surveyed price, in rupiah per kilogram, litre or piece. */
export type Reference = { readonly priceRupiah: Rupiah; readonly source: string; readonly onDay: string };

/**
 * The arithmetic of a price, ready to be told: `code` names the sentence, the rest are its numbers as digits. Kept
 * with the call-off, so that the price can be explained for as long as the paper lives.
 */
export type PriceBecause = Readonly<Record<string, string>>;
/** What was surveyed and what the law allows, each per kilogram, litre or piece; null where there is none. */
export type PriceFacts = { readonly reference: Reference | null; readonly ceiling: Rupiah | null };
export type FoundPrice = { readonly priceRupiah: Rupiah; readonly because: PriceBecause };

/** Base units in what the surveys price: a kilogram, a litre, one piece. */
export function surveyedBase(unit: BaseUnit): bigint {
  return unit === "piece" ? 1n : 1000n;
}

/** Which survey a rule asks for; null when it needs none. */
export function surveyOf(
  rule: PriceRule,
): { readonly source: string; readonly gradeCode: string | null } | null {
  return "source" in rule ? { source: rule.source, gradeCode: rule.gradeCode ?? null } : null;
}

/**
 * The price per kilogram (litre, piece) that `rule` finds from what was surveyed and what the law allows on that day.
 *
 * Refuses when the survey or the ceiling that the rule leans on is not there, and when nothing is left to pay. A rule
 * that may not exceed a ceiling is not bound where the law sets none.
 */
export function priceOn(rule: PriceRule, facts: PriceFacts): FoundPrice {
  const found = find(PriceRule.parse(rule), facts);
  if (found.priceRupiah <= 0n) throw new RuleBroken("contracts.noPrice");
  return { ...found, because: { ...found.because, priceRupiah: found.priceRupiah.toString() } };
}

function find(rule: z.output<typeof PriceRule>, facts: PriceFacts): FoundPrice {
  switch (rule.kind) {
    case "fixed":
      return { priceRupiah: rule.priceRupiah, because: { code: "fixed" } };
    case "ceiling_less": {
      if (facts.ceiling === null) throw new RuleBroken("contracts.noCeiling");
      return {
        priceRupiah: facts.ceiling - rule.lessRupiah,
        because: {
          code: "ceilingLess",
          ceilingRupiah: facts.ceiling.toString(),
          lessRupiah: rule.lessRupiah.toString(),
        },
      };
    }
    case "reference_share": {
      const reference = referenceFor(rule.source, facts.reference);
      return {
        priceRupiah: basisPointsOf(reference.priceRupiah, rule.basisPoints),
        because: { code: "referenceShare", ...told(reference), basisPoints: rule.basisPoints.toString() },
      };
    }
    case "reference_plus": {
      const reference = referenceFor(rule.source, facts.reference);
      const asked = reference.priceRupiah + rule.marginRupiah;
      const cap =
        rule.belowCeilingRupiah === null || facts.ceiling === null
          ? null
          : facts.ceiling - rule.belowCeilingRupiah;
      const because = { ...told(reference), marginRupiah: rule.marginRupiah.toString() };
      if (cap === null || asked <= cap)
        return { priceRupiah: asked, because: { code: "referencePlus", ...because } };
      return {
        priceRupiah: cap,
        because: {
          code: "referenceCapped",
          ...because,
          askedRupiah: asked.toString(),
          ceilingRupiah: (facts.ceiling ?? 0n).toString(),
          belowRupiah: (rule.belowCeilingRupiah ?? 0n).toString(),
        },
      };
    }
  }
}

function referenceFor(source: string, reference: Reference | null): Reference {
  if (reference === null) throw new RuleBroken("contracts.noReference", { source });
  return reference;
}

function told(reference: Reference): PriceBecause {
  return {
    source: reference.source,
    onDay: reference.onDay,
    referenceRupiah: reference.priceRupiah.toString(),
  };
}

/** A price per kilogram (litre, piece) as a price per pack, rounded half up once; the arithmetic goes along. */
export function pricePerPack(found: FoundPrice, unit: BaseUnit, basePerPack: bigint): FoundPrice {
  const per = surveyedBase(unit);
  invariant(basePerPack > 0n, "a pack holds something");
  const priceRupiah = priceOf(basePerPack, found.priceRupiah, per);
  return {
    priceRupiah,
    because: {
      ...found.because,
      unit: unit === "g" ? "kg" : unit === "ml" ? "l" : "piece",
      basePerPack: basePerPack.toString(),
      surveyedBase: per.toString(),
      packRupiah: priceRupiah.toString(),
    },
  };
}
