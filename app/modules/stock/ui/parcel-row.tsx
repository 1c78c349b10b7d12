import { dateShort, quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BusinessDay } from "#app/kernel/calendar.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { type Freshness, spoilReasons } from "../stock.ts";
import { freshnessLook, stockReasonWord } from "./stock-words.ts";

type ParcelRowProps = {
  readonly parcel: {
    readonly id: string;
    readonly cameOn: BusinessDay;
    readonly expiresOn: BusinessDay | null;
    readonly balanceBase: bigint;
    readonly sellerName: string | null;
    readonly freshness: Freshness;
  };
  readonly unit: string;
  readonly basePerUnit: bigint;
  /** Null for whoever only looks. */
  readonly idempotencyKey: string | null;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** One parcel in the store: whose goods, until when, how much; and a form that says what of it spoiled. */
export function ParcelRow(props: ParcelRowProps) {
  const { parcel, unit, basePerUnit, idempotencyKey, values } = props;
  const look = freshnessLook(parcel.freshness);
  const came = dateShort(parcel.cameOn);
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <p className="min-w-0">
          <span className="block font-semibold">
            {parcel.sellerName === null
              ? m.stock_card_found({ day: came })
              : m.stock_card_from({ seller: parcel.sellerName, day: came })}
          </span>
          <span className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            {m.stock_expires()}:{" "}
            {parcel.expiresOn === null ? m.stock_no_expiry() : dateShort(parcel.expiresOn)}
            {parcel.freshness === "good" ? null : <Badge tone={look.tone}>{look.label}</Badge>}
          </span>
        </p>
        <p className="tabular font-extrabold">{quantity(parcel.balanceBase, unit, basePerUnit)}</p>
      </div>
      {idempotencyKey === null ? null : (
        <details open={values["intent"] === "spoil"}>
          <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-leaf-700">
            {m.stock_card_spoil()}
          </summary>
          <SpoilForm {...props} idempotencyKey={idempotencyKey} />
        </details>
      )}
    </li>
  );
}

function SpoilForm({
  parcel,
  unit,
  idempotencyKey,
  errors,
  values,
}: ParcelRowProps & { readonly idempotencyKey: string }) {
  const spoiled = parcel.freshness === "expired" ? "expired" : "rotten";
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="parcelId" value={parcel.id} />
      <FieldRow>
        <QuantityInput
          name="spoiled"
          label={m.stock_card_spoil_amount()}
          unit={unit}
          defaultValue={values["spoiled"]}
          error={errors["spoiled"] ?? null}
        />
        <Select
          name="reason"
          label={m.stock_card_spoil_reason()}
          defaultValue={values["reason"] ?? spoiled}
          options={spoilReasons.map((value) => ({ value, label: stockReasonWord(value) }))}
        />
      </FieldRow>
      <FormActions>
        <SubmitButton variant="secondary" name="intent" value="spoil">
          {m.stock_card_spoil_save()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}
