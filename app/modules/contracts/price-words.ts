import { date, decimalOf, percent, rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { PriceBecause } from "./price-rule.ts";

const amount = (digits: string | undefined) => rupiah(BigInt(digits ?? "0"));

function unitWord(unit: string | undefined): string {
  if (unit === "l") return m.contracts_price_unit_l();
  return unit === "piece" ? m.contracts_price_unit_piece() : m.contracts_price_unit_kg();
}

/** How a call-off's price came about, as two sentences in the reader's language. */
export function sayPrice(because: PriceBecause): string {
  const unit = unitWord(because["unit"]);
  const content = decimalOf(BigInt(because["basePerPack"] ?? "0"), BigInt(because["surveyedBase"] ?? "1"));
  const pack = m.contracts_price_pack({
    content: `${content} ${unit}`,
    price: amount(because["packRupiah"]),
  });
  const lock =
    because["lockedFrom"] && because["lockedTo"]
      ? ` ${m.contracts_price_locked({ from: date(because["lockedFrom"]), to: date(because["lockedTo"]) })}`
      : "";
  return `${sayRule(because, unit)} ${pack}${lock}`;
}

function sayRule(because: PriceBecause, unit: string): string {
  const price = amount(because["priceRupiah"]);
  const surveyed = {
    source: because["source"] ?? "",
    day: because["onDay"] ? date(because["onDay"]) : "",
    reference: amount(because["referenceRupiah"]),
  };
  const margin = amount(because["marginRupiah"]);
  const ceiling = amount(because["ceilingRupiah"]);
  switch (because["code"]) {
    case "ceilingLess":
      return m.contracts_price_ceilingLess({ ceiling, less: amount(because["lessRupiah"]), price, unit });
    case "referenceShare": {
      const share = percent(BigInt(because["basisPoints"] ?? "0"));
      return m.contracts_price_referenceShare({ ...surveyed, percent: share, price, unit });
    }
    case "referencePlus":
      return m.contracts_price_referencePlus({ ...surveyed, margin, price, unit });
    case "referenceCapped": {
      const asked = amount(because["askedRupiah"]);
      const below = amount(because["belowRupiah"]);
      return m.contracts_price_referenceCapped({ ...surveyed, margin, asked, ceiling, below, price, unit });
    }
    default:
      return m.contracts_price_fixed({ price, unit });
  }
}
