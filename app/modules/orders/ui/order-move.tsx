import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { Bearing } from "../calendar-effects.ts";
import { bearingWords } from "./bearing-words.ts";

/** An order for another day, or for another kitchen of the same foundation: what becomes of it, and who bears it. */
export function MoveOrderCard({
  deliveryDay,
  kitchens,
  mayStay,
  bearing,
  lateCancelPercent,
  idempotencyKey,
  errors,
}: {
  readonly deliveryDay: BusinessDay;
  readonly kitchens: readonly { readonly id: string; readonly name: string }[];
  /** The kitchen may order itself; a suspended one can only hand the order on. */
  readonly mayStay: boolean;
  readonly bearing: Bearing;
  readonly lateCancelPercent: number;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
}) {
  const own = mayStay ? [{ value: "", label: m.orders_move_same_kitchen() }] : [];
  const places = [...own, ...kitchens.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <Section tone="card">
      <Form idempotencyKey={idempotencyKey}>
        <DateInput
          name="deliveryDay"
          label={m.orders_move_day()}
          defaultValue={deliveryDay}
          error={errors["deliveryDay"] ?? null}
        />
        {kitchens.length === 0 ? null : (
          <Select name="kitchenId" label={m.orders_move_kitchen()} options={places} />
        )}
        <TextInput
          name="moveReason"
          label={m.orders_move_reason()}
          hint={m.orders_do_cancel_hint()}
          maxLength={200}
          error={errors["moveReason"] ?? null}
        />
        <p className="text-sm text-ink-soft">{bearingWords(bearing, lateCancelPercent)}</p>
        <FormActions>
          <SubmitButton variant="secondary" icon="arrow">
            {m.orders_move_do()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
