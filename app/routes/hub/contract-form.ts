import type { FormFields } from "#app/http/form.server.ts";
import { basisPointsText, parseQuantity } from "#app/i18n/parse.ts";
import { type ContractTerms, keptTerms } from "#app/modules/contracts/contract.schema.ts";
import type { PriceRule } from "#app/modules/contracts/price-rule.ts";

/** A number as typed, in units of `scale`; what cannot be read is handed on for the schema to refuse. */
function scaled(form: FormFields, name: string, scale: bigint): string | undefined {
  const text = form.text(name);
  return text === undefined ? undefined : (parseQuantity(text, scale)?.toString() ?? text);
}

function points(form: FormFields, name: string): string | undefined {
  const text = form.text(name);
  return text === undefined ? undefined : basisPointsText(text);
}
const kept = (form: FormFields, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, form.text(name)]));

/** How much a rate takes and what it stands on, as both the form of a new rate and that of a correction ask it. */
export function rateOf(form: FormFields) {
  return {
    basisPoints: points(form, "rate.basisPoints"),
    rupiahPerUnit: form.text("rate.rupiahPerUnit"),
    legalBasis: form.text("rate.legalBasis"),
  };
}

export const rateFieldNames: Readonly<Record<string, string>> = Object.fromEntries(
  ["kind", "basisPoints", "rupiahPerUnit", "legalBasis", "fromOn"].map((name) => [name, `rate.${name}`]),
);

/** What the two parties agree on beside the goods: percentages become basis points. */
export function termsOf(form: FormFields) {
  return {
    ...kept(form, [
      "buyerId",
      "number",
      "mouNumber",
      "agreementNumber",
      "freightPaidBy",
      "freightRupiahPerTonne",
      "destinationRegionCode",
      "destinationAddress",
      "paymentTermDays",
      "claimWindowHours",
      "forceMajeureNoticeHours",
      "forceMajeureDaysMax",
      "levyLegalBasis",
      "startsOn",
      "endsOn",
    ]),
    advanceBasisPoints: points(form, "advanceBasisPoints"),
    breakageAllowanceBasisPoints: points(form, "breakageAllowanceBasisPoints"),
    shrinkAllowanceBasisPoints: points(form, "shrinkAllowanceBasisPoints"),
    levyBasisPoints: points(form, "levyBasisPoints"),
    serviceFeeBasisPoints: points(form, "serviceFeeBasisPoints"),
  };
}

/** One line of a contract; `base` is how many base units the form's kilogram, litre or piece holds. */
export function lineOf(form: FormFields, base: bigint) {
  return {
    ...kept(form, ["commodityCode", "gradeCode", "packUnit", "reviewLockDays"]),
    basePerPack: scaled(form, "basePerPack", base),
    volumeMinBasePerMonth: scaled(form, "volumeMinBasePerMonth", base),
    volumeMaxBasePerMonth: scaled(form, "volumeMaxBasePerMonth", base),
    toleranceBasisPoints: points(form, "toleranceBasisPoints"),
    priceRule: {
      kind: form.text("priceRule.kind"),
      priceRupiah: form.text("priceRule.priceRupiah"),
      lessRupiah: form.text("priceRule.lessRupiah"),
      source: form.text("priceRule.source"),
      marginRupiah: form.text("priceRule.marginRupiah"),
      belowCeilingRupiah: form.text("priceRule.belowCeilingRupiah") ?? null,
      basisPoints: points(form, "priceRule.basisPoints"),
    },
  };
}

const LINE_FIELDS = [
  "commodityCode",
  "gradeCode",
  "packUnit",
  "basePerPack",
  "volumeMinBasePerMonth",
  "volumeMaxBasePerMonth",
  "toleranceBasisPoints",
  "reviewLockDays",
  ...["kind", "priceRupiah", "lessRupiah", "source", "marginRupiah", "belowCeilingRupiah", "basisPoints"].map(
    (name) => `priceRule.${name}`,
  ),
];

/** A line's fields, which the form asks by their own names; `path` is where the command has the line. */
export function lineFieldNames(path: "line" | `lines[${number}]`): Readonly<Record<string, string>> {
  return Object.fromEntries(LINE_FIELDS.map((name) => [`${path}.${name}`, name]));
}

type StoredLine = {
  readonly commodityCode: string;
  readonly gradeCode: string;
  readonly packUnit: string;
  readonly basePerPack: bigint;
  readonly volumeMinBasePerMonth: bigint;
  readonly volumeMaxBasePerMonth: bigint;
  readonly toleranceBasisPoints: number;
  readonly priceRule: PriceRule;
  readonly reviewLockDays: number;
};

type StoredTerms = {
  readonly [Name in keyof ContractTerms as Exclude<Name, "lines">]: ContractTerms[Name];
};

/** The terms of a contract as they stand, for the same. */
export function standingTerms(terms: StoredTerms) {
  return {
    ...keptTerms({ ...terms, lines: [] }),
    freightRupiahPerTonne: terms.freightRupiahPerTonne.toString(),
  };
}

/** A line as it stands, for a command that is told everything of a contract although only a part of it changes. */
export function standingLine(line: StoredLine) {
  return {
    commodityCode: line.commodityCode,
    gradeCode: line.gradeCode,
    packUnit: line.packUnit,
    basePerPack: line.basePerPack.toString(),
    volumeMinBasePerMonth: line.volumeMinBasePerMonth.toString(),
    volumeMaxBasePerMonth: line.volumeMaxBasePerMonth.toString(),
    toleranceBasisPoints: line.toleranceBasisPoints,
    priceRule: line.priceRule,
    reviewLockDays: line.reviewLockDays,
  };
}

const RULE_KINDS = ["reference_plus", "reference_share", "ceiling_less", "fixed"] as const;

/** The price rule that was chosen in the first step of a form. */
export function ruleKindIn(search: URLSearchParams) {
  return RULE_KINDS.find((candidate) => candidate === search.get("rumus"));
}

/** The clauses of a form, in order; a place where nothing was written is no clause. */
export function clausesIn(form: FormFields) {
  return form
    .rows("clauses")
    .map((row) => ({ heading: row.text("heading"), body: row.text("body") }))
    .filter((clause) => clause.heading !== undefined || clause.body !== undefined);
}
