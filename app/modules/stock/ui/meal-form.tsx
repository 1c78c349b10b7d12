import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Icon } from "#app/ui/icon.tsx";
import type { Meal, MealGoods } from "../stock-reads.server.ts";
import { stockText } from "../stock-text.ts";

/** What a meal took, filled in by the recipes (or as it was recorded): one tap says that it was so. */
export function MealForm({
  idempotencyKey,
  meal,
  errors,
  values,
}: {
  readonly idempotencyKey: string;
  readonly meal: Meal;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
}) {
  return (
    <Form idempotencyKey={idempotencyKey} keepScroll>
      <ErrorSummary errors={errors} />
      <ul className="divide-y divide-line">
        {meal.goods.map((goods, at) => (
          <GoodsRow
            key={`${goods.commodityCode}.${goods.gradeCode}`}
            goods={goods}
            isRecorded={meal.isRecorded}
            name={`goods[${at}]`}
            error={errors[`goods[${at}].amount`] ?? null}
            typed={values[`goods[${at}].amount`]}
          />
        ))}
      </ul>
      <FormActions>
        <SubmitButton icon="check" name="intent" value="use">
          {meal.isRecorded ? m.stock_meal_save_again() : m.stock_meal_save()}
        </SubmitButton>
      </FormActions>
    </Form>
  );
}

/** What is proposed: what was recorded, else what the recipes need as far as it is there. */
function proposedBase(goods: MealGoods, isRecorded: boolean): bigint {
  if (isRecorded) return goods.usedBase;
  return goods.needBase < goods.thereBase ? goods.needBase : goods.thereBase;
}

function GoodsRow({
  goods,
  isRecorded,
  name,
  error,
  typed,
}: {
  readonly goods: MealGoods;
  readonly isRecorded: boolean;
  readonly name: string;
  readonly error: readonly string[] | null;
  readonly typed: string | undefined;
}) {
  const { unit, basePerUnit } = goods;
  const amount = (base: bigint) => quantity(tenths(base, basePerUnit), unit, basePerUnit);
  const missingBase = goods.needBase - goods.usedBase - goods.thereBase;
  const proposed = stockText(proposedBase(goods, isRecorded), basePerUnit) || "0";
  return (
    <li className="grid items-start gap-x-6 gap-y-2 py-3 sm:grid-cols-[1fr_15rem]">
      <div className="min-w-0">
        <p className="font-bold">{goods.name}</p>
        <p className="text-sm text-ink-soft">{goods.dishes.join(", ")}</p>
        <p className="tabular text-sm text-ink-soft">
          {m.stock_meal_need({ need: amount(goods.needBase), there: amount(goods.thereBase) })}
        </p>
        {missingBase > 0n ? (
          <p className="tabular mt-1 flex items-start gap-1.5 text-sm font-semibold text-rice-800">
            <Icon name="alert" size={18} /> {m.stock_meal_short({ amount: amount(missingBase) })}
          </p>
        ) : null}
      </div>
      <input type="hidden" name={`${name}.goods`} value={`${goods.commodityCode}.${goods.gradeCode}`} />
      <QuantityInput
        name={`${name}.amount`}
        label={`${m.stock_meal_used()}: ${goods.name}`}
        labelHidden
        unit={unit}
        defaultValue={typed ?? proposed}
        error={error}
      />
    </li>
  );
}

/** Up to a tenth of a unit, rounded up: nobody weighs finer, and no need is said too small. */
function tenths(base: bigint, basePerUnit: bigint): bigint {
  const step = basePerUnit >= 10n ? basePerUnit / 10n : 1n;
  return ((base + step - 1n) / step) * step;
}
