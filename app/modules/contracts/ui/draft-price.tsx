import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { FieldGroup, FieldRow } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { PriceRule } from "../price-rule.ts";
import { type PriceToday, todayWords } from "./contract-lines.tsx";

export type DraftFieldsProps = {
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

export type DraftPriceProps = DraftFieldsProps & {
  readonly kind: PriceRule["kind"];
  /** "kg", "liter", "butir". */
  readonly unit: string;
  readonly surveys: readonly string[];
  /** What this kind of rule comes to today, with usual figures. */
  readonly example: PriceToday;
};

/** The numbers of the price rule that was chosen. */
export function DraftPrice({ kind, unit, surveys, example, errors, values }: DraftPriceProps) {
  const suffix = `/${unit}`;
  const rupiahField = (name: string, label: string, optional = false, hint?: string) => (
    <RupiahInput
      name={`priceRule.${name}`}
      label={label}
      hint={hint}
      suffix={suffix}
      optional={optional}
      defaultValue={values[`priceRule.${name}`]}
      error={errors[`priceRule.${name}`]}
    />
  );
  const source = (
    <TextInput
      name="priceRule.source"
      label={m.contracts_rule_source()}
      hint={m.contracts_rule_source_hint()}
      suggestions={surveys}
      maxLength={80}
      defaultValue={values["priceRule.source"] ?? surveys[0]}
      error={errors["priceRule.source"]}
    />
  );
  return (
    <FieldGroup legend={m.contracts_price()}>
      <Callout tone="neutral" title={m.contracts_example()}>
        {m.contracts_example_text({ words: todayWords(example) })}
      </Callout>
      <input type="hidden" name="priceRule.kind" value={kind} />
      {kind === "fixed" ? rupiahField("priceRupiah", m.contracts_rule_price()) : null}
      {kind === "ceiling_less" ? rupiahField("lessRupiah", m.contracts_rule_less()) : null}
      {kind === "reference_share" ? (
        <FieldRow>
          {source}
          <QuantityInput
            name="priceRule.basisPoints"
            label={m.contracts_rule_share()}
            unit="%"
            decimals={2}
            defaultValue={values["priceRule.basisPoints"] ?? "98"}
            error={errors["priceRule.basisPoints"]}
          />
        </FieldRow>
      ) : null}
      {kind === "reference_plus" ? (
        <>
          {source}
          <FieldRow>
            {rupiahField("marginRupiah", m.contracts_rule_margin())}
            {rupiahField("belowCeilingRupiah", m.contracts_rule_below(), true, m.contracts_rule_below_hint())}
          </FieldRow>
        </>
      ) : null}
      {kind === "fixed" ? null : (
        <NumberStepper
          name="reviewLockDays"
          label={m.contracts_lock_field()}
          hint={m.contracts_lock_hint()}
          unit={m.contracts_days()}
          max={366}
          defaultValue={values["reviewLockDays"] ?? "7"}
          error={errors["reviewLockDays"]}
        />
      )}
    </FieldGroup>
  );
}
