import { dateShort, decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sayMeasure, surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import type { LotsForShare } from "../share-lots-reads.server.ts";

export type ShareLotsFormProps = {
  readonly share: LotsForShare;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** From which lots a share is brought. The first to expire are filled in; an empty field names nothing of its lot. */
export function ShareLotsForm({ share, idempotencyKey, errors, values }: ShareLotsFormProps) {
  const unit = surveyedUnit(share.baseUnit);
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <FieldGroup
        legend={share.isNamed ? m.shipments_lots_named() : m.shipments_lots_title()}
        hint={m.shipments_lots_hint({ amount: sayMeasure(share.promisedBase, share.baseUnit) })}
      >
        {share.lots.map((lot, at) => {
          const name = `lots[${at}].named`;
          const kept = decimalOf(lot.namedBase, unit.base).replaceAll(".", "");
          return (
            <div key={lot.lotId}>
              <input type="hidden" name={`lots[${at}].lotId`} value={lot.lotId} />
              <QuantityInput
                name={name}
                label={m.shipments_lots_of({
                  day: dateShort(lot.harvestedOn),
                  place: lot.warehouseName ?? m.shipments_lots_own_address(),
                })}
                hint={m.shipments_lots_most({
                  amount: sayMeasure(lot.mostBase, share.baseUnit),
                  day: dateShort(lot.expiresOn),
                })}
                unit={unit.word}
                optional
                defaultValue={values[name] ?? (lot.namedBase === 0n ? "" : kept)}
                error={errors[name] ?? errors[`lots[${at}].namedBase`]}
              />
            </div>
          );
        })}
      </FieldGroup>
      <FormActions>
        <SubmitButton icon="box" name="intent" value="lots">
          {m.shipments_lots_action()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
