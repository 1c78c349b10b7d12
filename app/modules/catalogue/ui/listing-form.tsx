import { decimalOf, rupiah, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { BaseUnit } from "#app/kernel/quantity.ts";
import { buttonClass } from "#app/ui/form/button.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { NumberStepper } from "#app/ui/form/number-stepper.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { isDivisibleUnit } from "../commodity.ts";
import type { WarehouseName } from "../warehouse-reads.server.ts";
import { contentUnit } from "./base-words.ts";
import { hasKindPriceError, KindPriceFields } from "./kind-price-fields.tsx";
import { hasTierError, TierFields } from "./tier-fields.tsx";

export type GradeAsk = {
  readonly code: string;
  readonly name: string;
  /** Per trading unit. */
  readonly ceilingRupiah: bigint | null;
  readonly marketRupiah: bigint | null;
};

export type ListingFormProps = {
  readonly commodityCode: string;
  readonly baseUnit: BaseUnit;
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly grades: readonly GradeAsk[];
  readonly defaults: { readonly radiusKm: number; readonly validUntil: string };
  /** The seller's warehouses, the usual one first; none for a seller with one place. */
  readonly warehouses: readonly WarehouseName[];
  readonly today: string;
  /** The last day that the price may hold. */
  readonly latest: string;
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

const MORE = ["content", "cost", "minOrder", "radius", "leadTime", "validUntil", "title", "note"] as const;

/** Grade, price, quantity a day: three answers list a harvest. Everything else has a sensible answer already. */
export function ListingForm(props: ListingFormProps) {
  const { commodityCode, unit, grades, errors, values, idempotencyKey } = props;
  return (
    <Form idempotencyKey={idempotencyKey} files>
      <ErrorSummary errors={errors} />
      <input type="hidden" name="commodityCode" value={commodityCode} />
      <input type="hidden" name="unit" value={unit} />
      <Choice
        name="grade"
        label={m.catalogue_new_grade()}
        defaultValue={values["grade"] ?? grades[0]?.code}
        options={grades.map((grade) => ({
          value: grade.code,
          label: grade.name,
          hint: gradeHint(grade, unit),
        }))}
        error={errors["grade"]}
      />
      <FieldRow>
        <RupiahInput
          name="price"
          label={m.catalogue_new_price()}
          hint={m.catalogue_new_price_hint()}
          suffix={`/${unitWords(unit)}`}
          defaultValue={values["price"]}
          error={errors["price"]}
        />
        <QuantityInput
          name="perDay"
          label={m.catalogue_new_per_day()}
          hint={m.catalogue_new_per_day_hint()}
          unit={unit}
          decimals={isDivisibleUnit(unit) ? 3 : 0}
          defaultValue={values["perDay"]}
          error={errors["perDay"]}
        />
      </FieldRow>
      {props.warehouses.length < 2 ? null : (
        <Select
          name="warehouse"
          label={m.catalogue_warehouse()}
          hint={m.catalogue_warehouse_hint()}
          options={props.warehouses.map(({ id, name, cityName }) => ({
            value: id,
            label: `${name}, ${cityName}`,
          }))}
          defaultValue={values["warehouse"] ?? props.warehouses[0]?.id}
          error={errors["warehouse"]}
        />
      )}
      <FileInput
        name="photo"
        label={m.catalogue_new_photo()}
        accept="image/*"
        camera
        optional
        error={errors["photo"]}
      />
      <More {...props} />
      <FormActions>
        <SubmitButton icon="check">{m.catalogue_new_action()}</SubmitButton>
      </FormActions>
    </Form>
  );
}

function gradeHint(grade: GradeAsk, unit: string): string {
  const parts = [
    grade.ceilingRupiah === null
      ? null
      : m.catalogue_new_ceiling({ amount: `${rupiah(grade.ceilingRupiah)}/${unit}` }),
    grade.marketRupiah === null
      ? null
      : m.catalogue_new_market({ amount: `${rupiah(grade.marketRupiah)}/${unit}` }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? m.catalogue_new_no_price() : parts.join(" · ");
}

/** What has a sensible answer already, folded away until it is wanted or wrong. */
function More({ unit, basePerUnit, baseUnit, defaults, today, latest, errors, values }: ListingFormProps) {
  const content = contentUnit(baseUnit);
  return (
    <details
      open={MORE.some((name) => errors[name]) || hasTierError(errors) || hasKindPriceError(errors)}
      className="rounded-md border border-line"
    >
      <summary className={`${buttonClass("quiet", undefined, true)} list-none`}>
        <Icon name="down" /> {m.catalogue_new_more()}
      </summary>
      <div className="flex flex-col gap-5 border-t border-line p-4">
        <FieldRow>
          <RupiahInput
            name="cost"
            label={m.catalogue_new_cost()}
            hint={m.catalogue_new_cost_hint()}
            suffix={`/${unitWords(unit)}`}
            optional
            defaultValue={values["cost"]}
            error={errors["cost"]}
          />
          <DateInput
            name="validUntil"
            label={m.catalogue_new_valid_until()}
            min={today}
            max={latest}
            defaultValue={values["validUntil"] ?? defaults.validUntil}
            error={errors["validUntil"]}
          />
        </FieldRow>
        <TierFields unit={unit} basePerUnit={basePerUnit} tiers={[]} errors={errors} values={values} />
        <KindPriceFields unit={unit} kindPrices={{}} errors={errors} values={values} />
        <FieldRow>
          <QuantityInput
            name="minOrder"
            label={m.catalogue_new_min_order()}
            unit={unit}
            decimals={isDivisibleUnit(unit) ? 3 : 0}
            defaultValue={values["minOrder"] ?? "1"}
            error={errors["minOrder"]}
          />
          {isDivisibleUnit(unit) ? null : (
            <QuantityInput
              name="content"
              label={m.catalogue_new_content({ unit })}
              unit={content.word}
              defaultValue={values["content"] ?? decimalOf(basePerUnit, content.base).replaceAll(".", "")}
              error={errors["content"]}
            />
          )}
        </FieldRow>
        <FieldRow>
          <NumberStepper
            name="radius"
            label={m.catalogue_new_radius()}
            unit="km"
            min={1}
            max={3000}
            step={5}
            defaultValue={values["radius"] ?? defaults.radiusKm}
            error={errors["radius"]}
          />
          <NumberStepper
            name="leadTime"
            label={m.catalogue_new_lead_time()}
            unit={m.catalogue_new_hours()}
            min={0}
            max={720}
            step={6}
            defaultValue={values["leadTime"] ?? 12}
            error={errors["leadTime"]}
          />
        </FieldRow>
        <TextInput
          name="title"
          label={m.catalogue_new_name()}
          hint={m.catalogue_new_name_hint()}
          maxLength={80}
          optional
          defaultValue={values["title"]}
          error={errors["title"]}
        />
        <Textarea
          name="note"
          label={m.catalogue_new_note()}
          rows={2}
          maxLength={500}
          optional
          defaultValue={values["note"]}
          error={errors["note"]}
        />
      </div>
    </details>
  );
}
