import { percent } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { type Fact, Facts } from "#app/ui/layout/facts.tsx";
import type { PriceBecause, PriceRule } from "../price-rule.ts";
import { sayPrice } from "../price-words.ts";
import { packWords, sayMeasure, sayPriceRule } from "./measure-words.tsx";

export type LineTerms = {
  readonly id: string;
  readonly commodityName: string;
  readonly gradeName: string | null;
  readonly gradeCode: string;
  readonly baseUnit: BaseUnit;
  readonly packUnit: string;
  readonly basePerPack: bigint;
  readonly volumeMinBasePerMonth: bigint;
  readonly volumeMaxBasePerMonth: bigint;
  readonly toleranceBasisPoints: number;
  readonly priceRule: PriceRule;
  readonly reviewLockDays: number;
};

/** What the rule of a line comes to today: its arithmetic, or the reason why there is no price. */
export type PriceToday = { readonly because: PriceBecause } | { readonly refused: string };

export function goodsName(line: Pick<LineTerms, "commodityName" | "gradeName" | "gradeCode">): string {
  return `${line.commodityName} ${line.gradeName ?? line.gradeCode}`;
}

/** "Telur ayam", or "Telur ayam dan 1 barang lain". */
export function goodsNames(lines: readonly { readonly commodityName: string }[]): string {
  const [first, ...others] = lines;
  if (!first) return "";
  return others.length === 0
    ? first.commodityName
    : m.contracts_goods_more({ goods: first.commodityName, count: others.length });
}

/** How much of one commodity is agreed, and how its price is found, with today's as the worked example. */
export function ContractLine({
  line,
  today,
}: {
  readonly line: LineTerms;
  readonly today: PriceToday | undefined;
}) {
  const facts: Fact[] = [
    { label: m.contracts_volume(), value: volumeWords(line) },
    {
      label: m.contracts_pack(),
      value: packWords(line.packUnit, sayMeasure(line.basePerPack, line.baseUnit)),
    },
    { label: m.contracts_price(), value: sayPriceRule(line.priceRule, line.baseUnit) },
    {
      label: m.contracts_lock(),
      value:
        line.reviewLockDays === 0
          ? m.contracts_lock_none()
          : m.contracts_lock_days({ days: line.reviewLockDays }),
    },
  ];
  if (today) facts.push({ label: m.contracts_price_today(), value: todayWords(today) });
  return <Facts facts={facts} />;
}

/** Today's price with its arithmetic, or why there is none. */
export function todayWords(today: PriceToday): string {
  if ("because" in today) return sayPrice(today.because);
  return m.contracts_price_unknown({ reason: today.refused });
}

function volumeWords(line: LineTerms): string {
  const agreed = {
    most: sayMeasure(line.volumeMaxBasePerMonth, line.baseUnit),
    tolerance: percent(line.toleranceBasisPoints),
  };
  return line.volumeMinBasePerMonth === 0n
    ? m.contracts_volume_most(agreed)
    : m.contracts_volume_words({ ...agreed, least: sayMeasure(line.volumeMinBasePerMonth, line.baseUnit) });
}
