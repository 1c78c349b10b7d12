import { dateShort, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import type { PricedListing } from "../selling-reads.server.ts";
import { KindPriceFields } from "./kind-price-fields.tsx";
import { TierFields } from "./tier-fields.tsx";

export type RepriceFormProps = {
  readonly listing: PricedListing;
  readonly today: string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/**
 * A new price, or the same one for another while; for goods that are off the market, the price with which they come on it. What
 * was promised before keeps its price.
 */
export function RepriceForm({ listing, today, idempotencyKey, errors, values }: RepriceFormProps) {
  const isOpen = listing.state === "open";
  return (
    <Form idempotencyKey={idempotencyKey}>
      <FieldRow>
        <RupiahInput
          name="price"
          label={m.catalogue_new_price()}
          suffix={`/${unitWords(listing.unit)}`}
          defaultValue={values["price"] ?? listing.priceRupiah}
          error={errors["price"]}
        />
        <DateInput
          name="validUntil"
          label={m.catalogue_new_valid_until()}
          min={today}
          defaultValue={values["validUntil"] ?? listing.renewUntil}
          error={errors["validUntil"]}
        />
      </FieldRow>
      <RupiahInput
        name="cost"
        label={m.catalogue_new_cost()}
        suffix={`/${unitWords(listing.unit)}`}
        optional
        defaultValue={values["cost"] ?? listing.costRupiah}
        error={errors["cost"]}
      />
      <TierFields
        unit={listing.unit}
        basePerUnit={listing.basePerUnit}
        tiers={listing.tiers}
        errors={errors}
        values={values}
      />
      <KindPriceFields unit={listing.unit} kindPrices={listing.kindPrices} errors={errors} values={values} />
      <FormActions>
        {isOpen ? (
          <SubmitButton icon="check" name="intent" value="reprice">
            {m.catalogue_reprice_action()}
          </SubmitButton>
        ) : (
          <SubmitButton icon="check" name="intent" value="reopen">
            {m.catalogue_reopen_action()}
          </SubmitButton>
        )}
        {isOpen && listing.priceValidUntil < listing.renewUntil ? (
          <SubmitButton variant="secondary" name="intent" value="renew">
            {m.catalogue_list_renew({ day: dateShort(listing.renewUntil) })}
          </SubmitButton>
        ) : null}
      </FormActions>
    </Form>
  );
}
