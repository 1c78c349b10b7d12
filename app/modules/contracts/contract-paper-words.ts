import { decimalOf, percent, plainRupiah, weight } from "#app/i18n/format.ts";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { type PriceRule, surveyedBase } from "./price-rule.ts";

/** What a contract's paper says of its goods. Papers are Indonesian whatever language their reader uses on screen. */

const unitNames: Readonly<Record<BaseUnit, string>> = { g: "kg", ml: "liter", piece: "butir" };

/** "12,5 ton", "300 liter", "4.000 butir". */
export function paperMeasure(base: bigint, unit: BaseUnit): string {
  return unit === "g" ? weight(base) : `${decimalOf(base, surveyedBase(unit))} ${unitNames[unit]}`;
}

/** How the price is found, and how long it stays, as a sentence that a lawyer can read. */
export function paperPrice(rule: PriceRule, unit: BaseUnit, reviewLockDays: number): string {
  const lock =
    reviewLockDays === 0
      ? "Dihitung pada hari setiap panggilan dibuka."
      : `Dihitung pada panggilan pertama dan berlaku ${reviewLockDays} hari.`;
  return `${ruleWords(rule, `per ${unitNames[unit]}`)} ${lock}`;
}

function ruleWords(rule: PriceRule, per: string): string {
  const amount = (digits: string) => plainRupiah(BigInt(digits));
  switch (rule.kind) {
    case "fixed":
      return `Tetap ${amount(rule.priceRupiah)} ${per}.`;
    case "ceiling_less":
      return `Harga tertinggi resmi (HET/HAP) di tempat tujuan dikurangi ${amount(rule.lessRupiah)} ${per}.`;
    case "reference_share":
      return `${percent(BigInt(Number(rule.basisPoints)))} dari harga ${rule.source} ${per}.`;
    case "reference_plus":
      return rule.belowCeilingRupiah === null
        ? `Harga ${rule.source} ditambah ${amount(rule.marginRupiah)} ${per}.`
        : `Harga ${rule.source} ditambah ${amount(rule.marginRupiah)} ${per}, paling tinggi HAP dikurangi ${amount(rule.belowCeilingRupiah)}.`;
  }
}

/** "paling banyak 15 ton, toleransi 10 %", with the least where one is agreed. */
export function paperVolume(
  line: {
    readonly volumeMinBasePerMonth: bigint;
    readonly volumeMaxBasePerMonth: bigint;
    readonly toleranceBasisPoints: number;
  },
  unit: BaseUnit,
): string {
  const least =
    line.volumeMinBasePerMonth === 0n ? "" : `${paperMeasure(line.volumeMinBasePerMonth, unit)} sampai `;
  const most = paperMeasure(line.volumeMaxBasePerMonth, unit);
  return `${least === "" ? "Paling banyak " : least}${most}, toleransi ${percent(line.toleranceBasisPoints)}`;
}
