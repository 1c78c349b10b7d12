import { decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { PriceRule } from "../price-rule.ts";
import type { PriceToday } from "./contract-lines.tsx";
import { DraftDelivery, DraftMoney, DraftPapers } from "./draft-clauses.tsx";
import { type DraftFieldsProps, DraftPrice } from "./draft-price.tsx";
import { surveyedUnit } from "./measure-words.tsx";

/** What one line of a contract can be about, and what its price rule comes to today. */
export type LineGround = {
  readonly commodityCode: string;
  readonly baseUnit: BaseUnit;
  readonly grades: readonly Option[];
  readonly packs: readonly { readonly unit: string; readonly basePerUnit: bigint }[];
  readonly surveys: readonly string[];
  readonly kind: PriceRule["kind"];
  readonly example: PriceToday;
};

export type DraftGround = LineGround & {
  readonly buyerId: string;
  readonly destination: { readonly code: string; readonly name: string; readonly address: string };
  readonly period: { readonly startsOn: string; readonly endsOn: string };
};

export type DraftFormProps = DraftFieldsProps & {
  readonly idempotencyKey: string;
  readonly ground: DraftGround;
  readonly backTo: string;
};

/** Everything that two parties agree on, with the usual figures filled in. */
export function DraftForm({ idempotencyKey, ground, backTo, errors, values }: DraftFormProps) {
  const fields = { errors, values };
  const unit = surveyedUnit(ground.baseUnit).word;
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="buyerId" value={ground.buyerId} />
      <input type="hidden" name="commodityCode" value={ground.commodityCode} />
      <DraftPapers {...fields} period={ground.period} isNew />
      <DraftVolume {...fields} ground={ground} unit={unit} />
      <DraftPrice
        {...fields}
        kind={ground.kind}
        unit={unit}
        surveys={ground.surveys}
        example={ground.example}
      />
      <DraftDelivery {...fields} destination={ground.destination} />
      <DraftMoney {...fields} isNew />
      <FormActions>
        <SubmitButton icon="check">{m.contracts_draft_action()}</SubmitButton>
        <ButtonLink to={backTo} variant="quiet">
          {m.kit_cancel()}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

/** One commodity of a draft: how much of it, and how its price is found. With `version`, one that stands in it already. */
export function LineForm({
  idempotencyKey,
  ground,
  backTo,
  version,
  errors,
  values,
}: DraftFieldsProps & {
  readonly idempotencyKey: string;
  readonly ground: LineGround;
  readonly backTo: string;
  readonly version?: number;
}) {
  const fields = { errors, values };
  const unit = surveyedUnit(ground.baseUnit).word;
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
      <input type="hidden" name="commodityCode" value={ground.commodityCode} />
      <DraftVolume {...fields} ground={ground} unit={unit} />
      <DraftPrice
        {...fields}
        kind={ground.kind}
        unit={unit}
        surveys={ground.surveys}
        example={ground.example}
      />
      <FormActions>
        <SubmitButton icon="check">
          {version === undefined ? m.contracts_line_add() : m.contracts_line_save()}
        </SubmitButton>
        <ButtonLink to={backTo} variant="quiet">
          {m.kit_cancel()}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

/** What two parties agree on beside the goods, of a draft that is being written anew. */
export function TermsForm({
  idempotencyKey,
  ground,
  backTo,
  errors,
  values,
}: DraftFieldsProps & {
  readonly idempotencyKey: string;
  readonly ground: Pick<DraftGround, "destination" | "period"> & {
    readonly version: number;
    readonly buyers: readonly Option[];
  };
  readonly backTo: string;
}) {
  const fields = { errors, values };
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="version" value={ground.version} />
      <Select
        name="buyerId"
        label={m.contracts_buyer()}
        options={ground.buyers}
        defaultValue={values["buyerId"]}
        error={errors["buyerId"]}
      />
      <DraftPapers {...fields} period={ground.period} isNew={false} />
      <DraftDelivery {...fields} destination={ground.destination} />
      <DraftMoney {...fields} isNew={false} />
      <FormActions>
        <SubmitButton icon="check">{m.contracts_amend_save()}</SubmitButton>
        <ButtonLink to={backTo} variant="quiet">
          {m.kit_cancel()}
        </ButtonLink>
      </FormActions>
    </Form>
  );
}

function DraftVolume({
  ground,
  unit,
  errors,
  values,
}: DraftFieldsProps & { readonly ground: LineGround; readonly unit: string }) {
  const largest = ground.packs.at(-1);
  const { base } = surveyedUnit(ground.baseUnit);
  const amount = (name: string, label: string, usual?: string) => (
    <QuantityInput
      name={name}
      label={label}
      unit={unit}
      defaultValue={values[name] ?? usual}
      error={errors[name]}
    />
  );
  return (
    <FieldGroup legend={m.contracts_goods_and_volume()}>
      <FieldRow>
        <Select
          name="gradeCode"
          label={m.contracts_grade()}
          options={ground.grades}
          defaultValue={values["gradeCode"] ?? ground.grades[0]?.value}
          error={errors["gradeCode"]}
        />
        <TextInput
          name="packUnit"
          label={m.contracts_pack_name()}
          suggestions={ground.packs.map((pack) => pack.unit)}
          maxLength={20}
          defaultValue={values["packUnit"] ?? largest?.unit}
          error={errors["packUnit"]}
        />
      </FieldRow>
      {amount(
        "basePerPack",
        m.contracts_pack_content(),
        largest ? decimalOf(largest.basePerUnit, base).replaceAll(".", "") : undefined,
      )}
      <FieldRow>
        {amount("volumeMinBasePerMonth", m.contracts_volume_min(), "0")}
        {amount("volumeMaxBasePerMonth", m.contracts_volume_max())}
      </FieldRow>
      <QuantityInput
        name="toleranceBasisPoints"
        label={m.contracts_tolerance()}
        hint={m.contracts_tolerance_hint()}
        unit="%"
        decimals={2}
        defaultValue={values["toleranceBasisPoints"] ?? "10"}
        error={errors["toleranceBasisPoints"]}
      />
    </FieldGroup>
  );
}
