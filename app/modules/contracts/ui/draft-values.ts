import { decimalOf } from "#app/i18n/format.ts";
import { type PriceRule, surveyedBase } from "../price-rule.ts";
import type { LineTerms } from "./contract-lines.tsx";

/** What stands in a contract, as a form shows it for changing: numbers as one types them. */
export type DraftValues = Readonly<Record<string, string>>;

const plain = (base: bigint, per: bigint) => decimalOf(base, per).replaceAll(".", "");

/** "2,5" for 250 basis points. */
export function percentText(basisPoints: number): string {
  return plain(BigInt(basisPoints), 100n);
}

type Terms = {
  readonly buyerId: string;
  readonly number: string;
  readonly freightPaidBy: string;
  readonly freightRupiahPerTonne: bigint;
  readonly destinationRegionCode: string;
  readonly destinationAddress: string;
  readonly paymentTermDays: number;
  readonly advanceBasisPoints: number;
  readonly forceMajeureNoticeHours: number;
  readonly forceMajeureDaysMax: number;
  readonly claimWindowHours: number;
  readonly breakageAllowanceBasisPoints: number;
  readonly shrinkAllowanceBasisPoints: number;
  readonly startsOn: string;
  readonly endsOn: string;
};

/** Everything that two parties agreed on beside the goods. */
export function termValues(terms: Terms): DraftValues {
  return {
    buyerId: terms.buyerId,
    number: terms.number,
    freightPaidBy: terms.freightPaidBy,
    freightRupiahPerTonne: terms.freightRupiahPerTonne.toString(),
    destinationRegionCode: terms.destinationRegionCode,
    destinationAddress: terms.destinationAddress,
    paymentTermDays: terms.paymentTermDays.toString(),
    advanceBasisPoints: percentText(terms.advanceBasisPoints),
    forceMajeureNoticeHours: terms.forceMajeureNoticeHours.toString(),
    forceMajeureDaysMax: terms.forceMajeureDaysMax.toString(),
    claimWindowHours: terms.claimWindowHours.toString(),
    breakageAllowanceBasisPoints: percentText(terms.breakageAllowanceBasisPoints),
    shrinkAllowanceBasisPoints: percentText(terms.shrinkAllowanceBasisPoints),
    startsOn: terms.startsOn,
    endsOn: terms.endsOn,
  };
}

/** One line of goods: volumes in kilograms, litres or pieces, and the numbers of its price rule. */
export function lineValues(line: LineTerms): DraftValues {
  const base = surveyedBase(line.baseUnit);
  return {
    gradeCode: line.gradeCode,
    packUnit: line.packUnit,
    basePerPack: plain(line.basePerPack, base),
    volumeMinBasePerMonth: plain(line.volumeMinBasePerMonth, base),
    volumeMaxBasePerMonth: plain(line.volumeMaxBasePerMonth, base),
    toleranceBasisPoints: percentText(line.toleranceBasisPoints),
    reviewLockDays: line.reviewLockDays.toString(),
    ...ruleValues(line.priceRule),
  };
}

function ruleValues(rule: PriceRule): DraftValues {
  switch (rule.kind) {
    case "fixed":
      return { "priceRule.priceRupiah": rule.priceRupiah.toString() };
    case "ceiling_less":
      return { "priceRule.lessRupiah": rule.lessRupiah.toString() };
    case "reference_share":
      return {
        "priceRule.source": rule.source,
        "priceRule.basisPoints": percentText(Number(rule.basisPoints)),
      };
    case "reference_plus":
      return {
        "priceRule.source": rule.source,
        "priceRule.marginRupiah": rule.marginRupiah.toString(),
        ...(rule.belowCeilingRupiah === null
          ? {}
          : { "priceRule.belowCeilingRupiah": rule.belowCeilingRupiah.toString() }),
      };
  }
}
