import type { Zone } from "#app/i18n/format.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { surveysOf } from "#app/modules/contracts/price-facts-reads.server.ts";
import { type PriceRule, surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { ruleOn, type TodaysPrice } from "#app/modules/contracts/prices-today-reads.server.ts";

type Kind = PriceRule["kind"];

function exampleRule(kind: Kind, source: string): PriceRule {
  switch (kind) {
    case "fixed":
      return { kind, priceRupiah: "27000" };
    case "ceiling_less":
      return { kind, lessRupiah: "400" };
    case "reference_share":
      return { kind, source, basisPoints: 9_800 };
    case "reference_plus":
      return { kind, source, marginRupiah: "1500", belowCeilingRupiah: null };
  }
}

/** What a rule of this kind would come to today for one kilogram (litre, piece), with usual figures: the worked example beside the form. */
export async function ruleExamples(
  commodity: {
    readonly code: string;
    readonly baseUnit: BaseUnit;
    readonly grades: readonly { readonly code: string }[];
  },
  kind: Kind,
  where: {
    readonly hubRegionCode: string;
    readonly destinationRegionCode: string;
    readonly at: Date;
    readonly zone: Zone;
  },
): Promise<TodaysPrice> {
  const [source] = await surveysOf(commodity.code);
  const line = {
    commodityCode: commodity.code,
    gradeCode: commodity.grades[0]?.code ?? "",
    baseUnit: commodity.baseUnit,
    basePerPack: surveyedBase(commodity.baseUnit),
    priceRule: exampleRule(kind, source ?? "–"),
  };
  return ruleOn(line, where, dayOf(where.at, where.zone));
}
