import { rupiah } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type TripCostFormProps = {
  readonly idempotencyKey: string;
  readonly costRupiah: bigint;
  /** What its vehicle cost with all trips that shared it; null where it had its own. */
  readonly wholeRupiah: bigint | null;
  /** True once its call-off was invoiced: then what koperasi bear is corrected by entries. */
  readonly isInvoiced: boolean;
  /** What was corrected before, oldest first. */
  readonly corrections: readonly {
    readonly id: string;
    readonly wasRupiah: bigint;
    readonly isRupiah: bigint;
    readonly reason: string;
  }[];
  /** False for who may look at it only, and once nothing can be corrected any more. */
  readonly mayCorrect: boolean;
  readonly errors: Readonly<Record<string, readonly string[]>>;
};

/** What a trip cost in truth, with every figure that stood there before; nothing where there is nothing to say or do. */
export function TripCostForm(props: TripCostFormProps) {
  const { corrections, mayCorrect, errors, wholeRupiah } = props;
  if (!mayCorrect && corrections.length === 0) return null;
  return (
    <Section
      tone="card"
      title={m.invoicing_cost_title()}
      lead={
        mayCorrect ? (props.isInvoiced ? m.invoicing_cost_lead_issued() : m.invoicing_cost_lead()) : undefined
      }
    >
      {corrections.length > 0 ? (
        <ul className="mb-4 flex flex-col gap-1 text-sm text-ink-soft">
          {corrections.map((one) => (
            <li key={one.id}>
              {m.invoicing_cost_was({
                was: rupiah(one.wasRupiah),
                is: rupiah(one.isRupiah),
                reason: one.reason,
              })}
            </li>
          ))}
        </ul>
      ) : null}
      {mayCorrect ? (
        <Form idempotencyKey={props.idempotencyKey}>
          <RupiahInput
            name="costRupiah"
            label={wholeRupiah === null ? m.invoicing_cost_is() : m.invoicing_cost_truck()}
            hint={
              wholeRupiah === null
                ? undefined
                : m.invoicing_cost_truck_hint({
                    own: rupiah(props.costRupiah),
                    whole: rupiah(wholeRupiah),
                  })
            }
            defaultValue={wholeRupiah ?? props.costRupiah}
            error={[...(errors["costRupiah"] ?? [])]}
          />
          <TextInput
            name="reason"
            label={m.invoicing_cost_reason()}
            maxLength={300}
            error={[...(errors["reason"] ?? [])]}
          />
          <FormActions>
            <SubmitButton
              variant="secondary"
              name="intent"
              value={wholeRupiah === null ? "cost" : "truckCost"}
            >
              {m.invoicing_cost_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : null}
    </Section>
  );
}
