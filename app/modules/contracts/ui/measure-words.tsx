import { decimalOf, percent, rupiah, unitWords, weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import type { PriceRule } from "../price-rule.ts";

/** The unit that prices are surveyed in, and how many base units it holds: kilogram, litre or piece. */
export function surveyedUnit(unit: BaseUnit): { readonly word: string; readonly base: bigint } {
  if (unit === "g") return { word: m.contracts_price_unit_kg(), base: 1000n };
  if (unit === "ml") return { word: m.contracts_price_unit_l(), base: 1000n };
  return { word: m.contracts_price_unit_piece(), base: 1n };
}

/** An amount of goods as people say it: "12,5 ton", "300 liter", "4.000 butir". */
export function sayMeasure(base: bigint, unit: BaseUnit): string {
  if (unit === "g") return weight(base);
  const surveyed = surveyedUnit(unit);
  return `${decimalOf(base, surveyed.base)} ${surveyed.word}`;
}

/** How a contract finds its price, in one plain sentence. */
export function sayPriceRule(rule: PriceRule, unit: BaseUnit): string {
  const { word } = surveyedUnit(unit);
  switch (rule.kind) {
    case "fixed":
      return m.contracts_rule_fixed({ price: rupiah(BigInt(rule.priceRupiah)), unit: word });
    case "ceiling_less":
      return m.contracts_rule_ceiling_less({ less: rupiah(BigInt(rule.lessRupiah)), unit: word });
    case "reference_share":
      return m.contracts_rule_reference_share({
        source: rule.source,
        percent: percent(BigInt(Number(rule.basisPoints))),
      });
    case "reference_plus": {
      const named = { source: rule.source, margin: rupiah(BigInt(rule.marginRupiah)), unit: word };
      return rule.belowCeilingRupiah === null
        ? m.contracts_rule_reference_plus(named)
        : m.contracts_rule_reference_capped({ ...named, below: rupiah(BigInt(rule.belowCeilingRupiah)) });
    }
  }
}

/** "papan isi 30 (1,85 kg)", but "karung isi 50 kg": what the name says already is not said twice. */
export function packWords(packUnit: string, content: string): string {
  const unit = unitWords(packUnit);
  return unit.endsWith(content) ? unit : m.contracts_pack_words({ unit, content });
}
