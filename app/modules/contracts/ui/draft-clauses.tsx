import { m } from "#app/i18n/paraglide/messages.js";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldGroup, FieldRow } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import type { DraftFieldsProps } from "./draft-price.tsx";

type Percent = DraftFieldsProps & {
  readonly name: string;
  readonly label: string;
  readonly usual: string;
  readonly hint?: string;
};

function PercentInput({ name, label, usual, hint, errors, values }: Percent) {
  return (
    <QuantityInput
      name={name}
      label={label}
      hint={hint}
      unit="%"
      decimals={2}
      defaultValue={values[name] ?? usual}
      error={errors[name]}
    />
  );
}

/** Who pays for the way, where the goods go, and who bears what breaks. */
export function DraftDelivery({
  errors,
  values,
  destination,
}: DraftFieldsProps & {
  readonly destination: { readonly code: string; readonly name: string; readonly address: string };
}) {
  return (
    <FieldGroup legend={m.contracts_delivery()}>
      <Choice
        name="freightPaidBy"
        label={m.contracts_freight_payer()}
        layout="row"
        defaultValue={values["freightPaidBy"] ?? "buyer"}
        error={errors["freightPaidBy"]}
        options={[
          { value: "buyer", label: m.contracts_payer_buyer() },
          { value: "seller", label: m.contracts_payer_seller() },
        ]}
      />
      <RupiahInput
        name="freightRupiahPerTonne"
        label={m.contracts_freight_rate()}
        suffix={m.contracts_per_tonne()}
        defaultValue={values["freightRupiahPerTonne"] ?? "850000"}
        error={errors["freightRupiahPerTonne"]}
      />
      <TextInput
        name="destinationRegionCode"
        label={m.contracts_destination_code()}
        hint={m.contracts_destination_hint({ name: destination.name })}
        maxLength={13}
        defaultValue={values["destinationRegionCode"] ?? destination.code}
        error={errors["destinationRegionCode"]}
      />
      <Textarea
        name="destinationAddress"
        label={m.contracts_destination()}
        rows={2}
        maxLength={300}
        defaultValue={values["destinationAddress"] ?? destination.address}
        error={errors["destinationAddress"]}
      />
      <FieldRow>
        <PercentInput
          name="breakageAllowanceBasisPoints"
          label={m.contracts_breakage()}
          hint={m.contracts_breakage_hint()}
          usual="2"
          errors={errors}
          values={values}
        />
        <PercentInput
          name="shrinkAllowanceBasisPoints"
          label={m.contracts_shrink()}
          usual="1"
          errors={errors}
          values={values}
        />
      </FieldRow>
    </FieldGroup>
  );
}

/** How soon is paid and complained and, for a new contract, what the trade center may keep from its first day. */
export function DraftMoney({ errors, values, isNew }: DraftFieldsProps & { readonly isNew: boolean }) {
  return (
    <FieldGroup legend={m.contracts_payment()}>
      <FieldRow>
        <NumberStepper
          name="paymentTermDays"
          label={m.contracts_term()}
          unit={m.contracts_days()}
          max={90}
          defaultValue={values["paymentTermDays"] ?? "7"}
          error={errors["paymentTermDays"]}
        />
        <NumberStepper
          name="claimWindowHours"
          label={m.contracts_claim_window()}
          unit={m.contracts_hours()}
          min={1}
          max={168}
          step={12}
          defaultValue={values["claimWindowHours"] ?? "24"}
          error={errors["claimWindowHours"]}
        />
      </FieldRow>
      <PercentInput
        name="advanceBasisPoints"
        label={m.contracts_advance()}
        hint={m.contracts_advance_hint()}
        usual="0"
        errors={errors}
        values={values}
      />
      <ForceMajeureFields errors={errors} values={values} />
      {isNew ? <FirstRates errors={errors} values={values} /> : null}
    </FieldGroup>
  );
}

/** Levy and service fee from the first day on; later ones have a form of their own. */
function FirstRates({ errors, values }: DraftFieldsProps) {
  return (
    <>
      <FieldRow>
        <PercentInput
          name="levyBasisPoints"
          label={m.contracts_levy()}
          hint={m.contracts_levy_hint()}
          usual="0"
          errors={errors}
          values={values}
        />
        <TextInput
          name="levyLegalBasis"
          label={m.contracts_levy_basis()}
          hint={m.contracts_levy_basis_hint()}
          maxLength={200}
          optional
          defaultValue={values["levyLegalBasis"]}
          error={errors["levyLegalBasis"]}
        />
      </FieldRow>
      <PercentInput
        name="serviceFeeBasisPoints"
        label={m.contracts_fee()}
        hint={m.contracts_fee_hint()}
        usual="0"
        errors={errors}
        values={values}
      />
    </>
  );
}

/** What holds when something that nobody could help comes between. */
function ForceMajeureFields({ errors, values }: DraftFieldsProps) {
  return (
    <FieldRow>
      <NumberStepper
        name="forceMajeureNoticeHours"
        label={m.contracts_fm_notice()}
        unit={m.contracts_hours()}
        min={1}
        max={168}
        defaultValue={values["forceMajeureNoticeHours"] ?? "24"}
        error={errors["forceMajeureNoticeHours"]}
      />
      <NumberStepper
        name="forceMajeureDaysMax"
        label={m.contracts_fm_days()}
        unit={m.contracts_days()}
        min={1}
        max={90}
        defaultValue={values["forceMajeureDaysMax"] ?? "14"}
        error={errors["forceMajeureDaysMax"]}
      />
    </FieldRow>
  );
}

/** Its number, the agreements that a new one rests on, and how long it runs. */
export function DraftPapers({
  errors,
  values,
  period,
  isNew,
}: DraftFieldsProps & {
  readonly period: { readonly startsOn: string; readonly endsOn: string };
  readonly isNew: boolean;
}) {
  const text = (name: string, label: string, hint?: string, optional = true) => (
    <TextInput
      name={name}
      label={label}
      hint={hint}
      optional={optional}
      maxLength={80}
      defaultValue={values[name]}
      error={errors[name]}
    />
  );
  return (
    <FieldGroup legend={m.contracts_papers()}>
      {text("number", m.contracts_number(), m.contracts_number_hint(), false)}
      {isNew ? (
        <FieldRow>
          {text("mouNumber", m.contracts_mou())}
          {text("agreementNumber", m.contracts_agreement())}
        </FieldRow>
      ) : null}
      <FieldRow>
        <DateInput
          name="startsOn"
          label={m.contracts_starts()}
          defaultValue={values["startsOn"] ?? period.startsOn}
          error={errors["startsOn"]}
        />
        <DateInput
          name="endsOn"
          label={m.contracts_ends()}
          defaultValue={values["endsOn"] ?? period.endsOn}
          error={errors["endsOn"]}
        />
      </FieldRow>
    </FieldGroup>
  );
}
