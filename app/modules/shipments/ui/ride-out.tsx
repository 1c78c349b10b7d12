import { weight } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Place = {
  readonly id: string;
  readonly koperasiName: string;
  readonly buyerName: string | null;
  readonly base: bigint;
};

type Answered = {
  readonly errors: Readonly<Record<string, readonly string[] | undefined>>;
  readonly values: Readonly<Record<string, string>>;
};

/** The carrier goes without one of those who ride along, while everything still stands. */
export function TakeOutForm({
  places,
  idempotencyKey,
  errors,
  values,
}: Answered & { readonly places: readonly Place[]; readonly idempotencyKey: string }) {
  if (places.length === 0) return null;
  return (
    <Section
      tone="card"
      title={m.shipments_ride_out_title()}
      lead={m.shipments_ride_out_lead()}
      fold={errors["outReason"] ? "open" : "closed"}
    >
      <Form idempotencyKey={idempotencyKey}>
        <Select
          name="ridePlaceId"
          label={m.shipments_ride_out_which()}
          defaultValue={values["ridePlaceId"] ?? places[0]?.id}
          options={places.map((place) => ({
            value: place.id,
            label: m.shipments_ride_out_option({
              koperasi: place.koperasiName,
              kitchen: place.buyerName ?? "",
              weight: weight(place.base),
            }),
          }))}
        />
        <TextInput
          name="outReason"
          label={m.shipments_ride_reason()}
          maxLength={300}
          defaultValue={values["outReason"]}
          error={errors["outReason"]}
        />
        <FormActions>
          <SubmitButton variant="danger" icon="x" name="intent" value="leave">
            {m.shipments_ride_out_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

/** A koperasi takes its yes back while the neighbours are still asked. */
export function StepBackForm({
  place,
  idempotencyKey,
  errors,
  values,
}: Answered & { readonly place: Place; readonly idempotencyKey: string }) {
  return (
    <Section
      tone="card"
      title={m.shipments_ride_back_title()}
      lead={m.shipments_ride_back_lead()}
      fold={errors["outReason"] ? "open" : "closed"}
    >
      <Form idempotencyKey={idempotencyKey}>
        <input type="hidden" name="ridePlaceId" value={place.id} />
        <TextInput
          name="outReason"
          label={m.shipments_ride_reason()}
          maxLength={300}
          defaultValue={values["outReason"]}
          error={errors["outReason"]}
        />
        <FormActions>
          <SubmitButton variant="secondary" icon="undo" name="intent" value="leave">
            {m.shipments_ride_back_action()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
