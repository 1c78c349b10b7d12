import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { FieldRow } from "#app/ui/form/form.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { buyerKinds, type KindPrices } from "../kind-prices.ts";
import { buyerKindWords } from "./buyer-kind-words.ts";

export type KindPriceFieldsProps = {
  readonly unit: string;
  readonly kindPrices: KindPrices;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

/** Whether one of the boxes below holds something that was refused. */
export function hasKindPriceError(errors: KindPriceFieldsProps["errors"]): boolean {
  return Object.keys(errors).some((name) => name.startsWith("kindPrices"));
}

/** A box for each kind of buyer, folded away until one is used; an empty box says nothing. */
export function KindPriceFields({ unit, kindPrices, errors, values }: KindPriceFieldsProps) {
  const isUsed = Object.keys(kindPrices).length > 0;
  return (
    <details open={isUsed || hasKindPriceError(errors)} className="group">
      <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
        <span className="transition-transform group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
        {m.catalogue_kind_prices_title()}
      </summary>
      <div className="flex flex-col gap-3">
        <p className="text-sm text-ink-soft">{m.catalogue_kind_prices_hint()}</p>
        <FieldRow>
          {buyerKinds.map((kind) => {
            const name = `kindPrices.${kind}` as const;
            return (
              <RupiahInput
                key={kind}
                name={name}
                label={buyerKindWords[kind]()}
                suffix={`/${unitWords(unit)}`}
                optional
                defaultValue={values[name] ?? kindPrices[kind]}
                error={errors[name]}
              />
            );
          })}
        </FieldRow>
      </div>
    </details>
  );
}
