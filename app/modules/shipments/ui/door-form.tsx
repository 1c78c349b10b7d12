import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ShipmentShown } from "../shipment-reads.server.ts";
import { DoorLine } from "./door-line.tsx";

/** Takes a shipment over at the door: everything as loaded in one tap, or line by line from the scales. */
export function DoorForm({
  idempotencyKey,
  shown,
  receiver,
  errors,
  values,
}: {
  readonly idempotencyKey: string;
  readonly shown: ShipmentShown;
  /** Who is most likely the receiver. */
  readonly receiver: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  const field = (name: string, usual = "") => ({
    name,
    error: errors[name] ?? null,
    defaultValue: values[name] ?? usual,
    maxLength: 120,
  });
  return (
    <Form idempotencyKey={idempotencyKey} files keepScroll>
      {/* Enter on a number pad must not take everything over: a form whose first button is disabled does not send. */}
      <button type="submit" disabled hidden />
      <ErrorSummary errors={errors} />
      <Section tone="card">
        <SubmitButton icon="check" wide name="intent" value="all">
          {m.shipments_door_all()}
        </SubmitButton>
        <p className="mt-2 text-sm text-ink-soft">{m.shipments_door_all_hint()}</p>
      </Section>
      <Section title={m.shipments_door_or_weigh()}>
        <ol className="grid grid-cols-1 gap-3">
          {shown.lines.map((line, at) => (
            <DoorLine key={line.id} line={line} at={at} errors={errors} values={values} />
          ))}
        </ol>
      </Section>
      <Section tone="card" title={m.shipments_door_signers()}>
        <div className="flex flex-col gap-5">
          <TextInput {...field("receiverName", receiver)} label={m.shipments_door_receiver()} />
          <FieldRow>
            <TextInput
              {...field("driverName", shown.shipment.driverName ?? "")}
              label={m.shipments_door_driver()}
              optional
            />
            <TextInput {...field("witnessName")} label={m.shipments_door_witness()} optional />
          </FieldRow>
        </div>
      </Section>
      <FormActions>
        <SubmitButton icon="scale" wide name="intent" value="weighed">
          {m.shipments_door_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
