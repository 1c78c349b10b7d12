import { Link, useActionData } from "@remix-run/react";
import { m } from "#app/i18n/paraglide/messages.js";
import type { RegistrableKind } from "#app/modules/identity/organisation.schema.ts";
import { kindName, registryNumberName } from "#app/modules/identity/ui/names.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import type { IconName } from "#app/ui/icon.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { FounderFields } from "./founder-fields.tsx";
import type { action } from "./register.tsx";

const KINDS: readonly { kind: RegistrableKind; icon: IconName; hint: () => string }[] = [
  { kind: "koperasi", icon: "leaf", hint: m.account_kind_koperasi },
  { kind: "kitchen", icon: "basket", hint: m.account_kind_kitchen },
  { kind: "foundation", icon: "people", hint: m.account_kind_foundation },
  { kind: "trade_center", icon: "split", hint: m.account_kind_trade_center },
  { kind: "bumd", icon: "store", hint: m.account_kind_bumd },
  { kind: "agency", icon: "shield", hint: m.account_kind_agency },
];

export function KindStep() {
  return (
    <Form method="get">
      <Choice
        name="jenis"
        label={m.account_kind_label()}
        options={KINDS.map(({ kind, icon, hint }) => ({
          value: kind,
          label: kindName(kind),
          icon,
          hint: hint(),
        }))}
        defaultValue="koperasi"
      />
      <SubmitButton icon="arrow">{m.kit_next()}</SubmitButton>
    </Form>
  );
}

type OrganisationStepProps = {
  readonly kind: RegistrableKind;
  readonly regionCode: string;
  readonly regionName: string;
  readonly place: string;
  readonly foundations: readonly { readonly value: string; readonly label: string }[];
  readonly person: { readonly fullName: string } | null;
  readonly key: string;
};

const USUAL_NAMES: Partial<Record<RegistrableKind, string>> = {
  koperasi: "Koperasi Kelurahan Merah Putih",
  kitchen: "SPPG",
};

export function OrganisationStep(props: OrganisationStepProps) {
  const answer = useActionData<typeof action>();
  const { kind, regionCode, regionName, place, foundations, person } = props;
  const usual = USUAL_NAMES[kind];
  const field = (name: string) => ({
    name,
    error: answer?.errors[name],
    defaultValue: answer?.values[name],
  });
  return (
    <Form idempotencyKey={props.key}>
      <ErrorSummary errors={answer?.errors} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="regionCode" value={regionCode} />
      <Facts
        facts={[
          { label: m.account_kind_label(), value: kindName(kind) },
          { label: m.account_region_label(), value: `${place} (${regionCode})` },
        ]}
      />
      <Link
        to={`/daftar?${new URLSearchParams({ jenis: kind })}`}
        className="-mt-3 inline-flex min-h-11 items-center self-start font-semibold text-leaf-700 underline-offset-4 hover:underline"
      >
        {m.account_region_change()}
      </Link>
      <FieldGroup legend={m.account_organisation_legend()}>
        <TextInput
          {...field("name")}
          label={m.account_organisation_name()}
          defaultValue={answer?.values["name"] ?? (usual && `${usual} ${regionName}`)}
        />
        <TextInput {...field("address")} label={m.account_address()} autoComplete="street-address" />
        <TextInput {...field("phone")} type="tel" label={m.account_phone_office()} optional />
        <NumberFields kind={kind} field={field} foundations={foundations} />
      </FieldGroup>
      {person ? (
        <Callout icon="person">{m.account_register_as({ name: person.fullName })}</Callout>
      ) : (
        <FounderFields answer={answer} />
      )}
      <p className="text-sm text-ink-soft">{m.account_register_next()}</p>
      <SubmitButton icon="check">{m.account_register_action()}</SubmitButton>
    </Form>
  );
}

type FieldOf = (name: string) => {
  readonly name: string;
  readonly error: readonly string[] | undefined;
  readonly defaultValue: string | undefined;
};

/** The numbers that this kind of organisation has; all of them can be added later. */
function NumberFields({
  kind,
  field,
  foundations,
}: {
  readonly kind: RegistrableKind;
  readonly field: FieldOf;
  readonly foundations: OrganisationStepProps["foundations"];
}) {
  return (
    <>
      {kind === "koperasi" ? (
        <FieldRow>
          <TextInput {...field("registryNumber")} label={registryNumberName(kind)} optional />
          <TextInput
            {...field("memberCount")}
            label={m.account_member_count()}
            inputMode="numeric"
            optional
          />
        </FieldRow>
      ) : null}
      {kind === "kitchen" ? (
        <>
          <FieldRow>
            <TextInput
              {...field("smallPortions")}
              label={m.account_small_portions()}
              inputMode="numeric"
              optional
            />
            <TextInput
              {...field("largePortions")}
              label={m.account_large_portions()}
              inputMode="numeric"
              optional
            />
          </FieldRow>
          {foundations.length === 0 ? null : (
            <Select
              {...field("foundationId")}
              label={m.account_foundation()}
              options={foundations}
              placeholder={m.account_foundation_none()}
              optional
            />
          )}
        </>
      ) : null}
      {kind === "agency" ? null : (
        <>
          <TextInput {...field("deedNumber")} label={m.account_deed_number()} optional />
          <FieldRow>
            <TextInput
              {...field("businessNumber")}
              label={m.account_business_number()}
              inputMode="numeric"
              optional
            />
            <TextInput {...field("taxNumber")} label={m.account_tax_number()} inputMode="numeric" optional />
          </FieldRow>
        </>
      )}
    </>
  );
}
