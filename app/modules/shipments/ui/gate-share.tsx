import { decimalOf, time, unitWords, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { sayMeasure, surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { rejectReasonOptions } from "./reject-reasons.tsx";

export type GateShareProps = {
  readonly idempotencyKey: string;
  readonly share: {
    readonly shipmentId: string;
    readonly koperasiName: string;
    readonly weighedInAt: Date | null;
    readonly promisedBase: bigint;
    readonly loadedBase: bigint;
    readonly gateRejectedBase: bigint;
  };
  readonly pack: { readonly unit: string; readonly base: bigint };
  readonly unit: BaseUnit;
  readonly zone: Zone;
  readonly mayWeigh: boolean;
  /** Its Bukti Timbang, once weighed. */
  readonly slipId: string | null;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/**
 * One koperasi at the gate: what came, and what of it is sent home with the reason; the rest goes on the truck. Once weighed it is told in two
 * figures, so that whoever still waits stands out; its form stays one tap away.
 */
export function GateShare(props: GateShareProps) {
  const { share, pack, unit, zone } = props;
  const weighed = share.weighedInAt !== null;
  const wasRefused = Object.keys(props.errors).some((field) => field.endsWith(share.shipmentId));
  return (
    <Section
      tone="card"
      id={share.shipmentId}
      title={share.koperasiName}
      lead={m.shipments_gate_promised({
        amount: sayMeasure(share.promisedBase, unit),
        packs: decimalOf(share.promisedBase, pack.base),
        unit: unitWords(pack.unit),
      })}
      actions={
        weighed ? (
          <Badge tone="leaf">
            {m.shipments_gate_weighed_at({ time: time(share.weighedInAt ?? new Date(0), zone) })}
          </Badge>
        ) : (
          <Badge tone="rice">{m.shipments_gate_waiting()}</Badge>
        )
      }
    >
      {weighed || !props.mayWeigh ? <Weighed {...props} /> : null}
      {props.mayWeigh && !weighed ? <GateForm {...props} /> : null}
      {props.mayWeigh && weighed ? (
        <details className="mt-2" open={wasRefused}>
          <summary className="flex min-h-11 items-center font-semibold text-leaf-700">
            {m.shipments_gate_again()}
          </summary>
          <GateForm {...props} />
        </details>
      ) : null}
    </Section>
  );
}

function Weighed({ share, unit, slipId }: GateShareProps) {
  if (share.weighedInAt === null) return <p className="text-ink-soft">{m.shipments_gate_not_yet()}</p>;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <Facts
        facts={[
          { label: m.shipments_gate_loaded(), value: sayMeasure(share.loadedBase, unit) },
          { label: m.shipments_gate_rejected(), value: sayMeasure(share.gateRejectedBase, unit) },
        ]}
      />
      {slipId === null ? null : (
        <ButtonLink to={`/dokumen/${slipId}.pdf`} variant="secondary" size="small" icon="doc" external>
          {m.shipments_gate_slip()}
          <span className="sr-only"> {share.koperasiName}</span>
        </ButtonLink>
      )}
    </div>
  );
}

function GateForm({ idempotencyKey, share, unit, errors, values }: GateShareProps) {
  const id = share.shipmentId;
  const { word, base } = surveyedUnit(unit);
  const plain = (amount: bigint) => decimalOf(amount, base).replaceAll(".", "");
  const arrived = share.weighedInAt === null ? share.promisedBase : share.loadedBase + share.gateRejectedBase;
  return (
    <Form idempotencyKey={`${idempotencyKey}-${id}`} keepScroll>
      <input type="hidden" name="shipmentId" value={id} />
      <FieldRow>
        <QuantityInput
          name={`arrived-${id}`}
          label={m.shipments_gate_arrived()}
          unit={word}
          defaultValue={values[`arrived-${id}`] ?? plain(arrived)}
          error={errors[`arrived-${id}`]}
        />
        <QuantityInput
          name={`rejected-${id}`}
          label={m.shipments_gate_rejected()}
          unit={word}
          optional
          defaultValue={values[`rejected-${id}`] ?? plain(share.gateRejectedBase)}
          error={errors[`rejected-${id}`]}
        />
      </FieldRow>
      <Select
        name={`reason-${id}`}
        label={m.shipments_gate_reason()}
        hint={m.shipments_gate_reason_hint()}
        placeholder={m.shipments_gate_reason_none()}
        options={rejectReasonOptions()}
        optional
        defaultValue={values[`reason-${id}`]}
        error={errors[`reason-${id}`]}
      />
      <FormActions>
        <SubmitButton icon="scale" variant={share.weighedInAt === null ? "primary" : "secondary"}>
          {share.weighedInAt === null ? m.shipments_gate_action() : m.shipments_gate_again()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
