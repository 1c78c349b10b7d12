import { decimalOf, unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { FieldRow } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { isDivisibleUnit } from "../commodity.ts";
import type { PriceTier } from "../price-tiers.ts";

/** Three steps say what most sellers have to say; an API may write more, and then as many are shown. */
const ROWS = 3;

export type TierFieldsProps = {
  readonly unit: string;
  readonly basePerUnit: bigint;
  readonly tiers: readonly PriceTier[];
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Whether one of the boxes below holds something that was refused. */
export function hasTierError(errors: TierFieldsProps["errors"]): boolean {
  return Object.keys(errors).some((name) => name.startsWith("tiers"));
}

/** "From 100 kg Rp x": a row of two boxes for each step; rows left empty say nothing. */
export function TierFields({ unit, basePerUnit, tiers, errors, values }: TierFieldsProps) {
  return (
    <details open={tiers.length > 0 || hasTierError(errors)} className="group">
      <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
        <span className="transition-transform group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
        {m.catalogue_tiers_title()}
      </summary>
      <div className="flex flex-col gap-3">
        <p className="text-sm text-ink-soft">{m.catalogue_tiers_hint()}</p>
        {Array.from({ length: Math.max(ROWS, tiers.length) }, (_, at) => {
          const [from, price] = [`tiers[${at}].from`, `tiers[${at}].price`] as const;
          const tier = tiers[at];
          return (
            <FieldRow key={from}>
              <QuantityInput
                name={from}
                label={m.catalogue_tiers_from({ step: at + 1 })}
                unit={unit}
                decimals={isDivisibleUnit(unit) ? 3 : 0}
                optional
                defaultValue={
                  values[from] ?? (tier && decimalOf(tier.fromBase, basePerUnit).replaceAll(".", ""))
                }
                error={errors[from]}
              />
              <RupiahInput
                name={price}
                label={m.catalogue_tiers_price({ step: at + 1 })}
                suffix={`/${unitWords(unit)}`}
                optional
                defaultValue={values[price] ?? tier?.priceRupiah}
                error={errors[price]}
              />
            </FieldRow>
          );
        })}
      </div>
    </details>
  );
}
