import { groupDigits } from "#app/i18n/format.ts";
import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";
import { useTypedNumber } from "#app/ui/form/typed-number.tsx";

export type QuantityInputProps = FieldProps & {
  /** In trading units, as `decimalOf` writes it without dots: "1,5". */
  readonly defaultValue?: string | null | undefined;
  /** Unit at the right end ("kg", "papan"). */
  readonly unit: string;
  /** Digits after the comma; 0 for what is counted. */
  readonly decimals?: number | undefined;
  readonly placeholder?: string | undefined;
};

/**
 * Reads a typed quantity. Dots that group thousands vanish; a lone dot that does not is the decimal mark of an
 * English keypad and becomes a comma, so that the box always shows what will be understood.
 */
export function plainQuantity(typed: string, decimals: number): string {
  const kept = typed.replace(/[^\d.,]/g, "");
  const grouped = /^\d{1,3}(\.\d{3})+\.?(,\d*)?$/.test(kept) || kept.includes(",");
  const marked = grouped ? kept.replaceAll(".", "") : kept.replace(/\.(?=.*\.)/g, "").replace(".", ",");
  const [whole = "", ...rest] = marked.split(",");
  const trimmed = whole.replace(/^0+(?=\d)/, "").slice(0, 9);
  if (rest.length === 0 || decimals === 0) return trimmed;
  return `${trimmed === "" ? "0" : trimmed},${rest.join("").slice(0, decimals)}`;
}

function shownQuantity(plain: string): string {
  const [whole = "", fraction] = plain.split(",");
  return fraction === undefined ? groupDigits(whole) : `${groupDigits(whole)},${fraction}`;
}

/** A quantity in the unit people trade in: decimal keypad, comma, unit beside it; sends "1500" or "1,5". */
export function QuantityInput(props: QuantityInputProps) {
  const decimals = props.decimals ?? 3;
  const plainFrom = (text: string) => plainQuantity(text, decimals);
  const typed = useTypedNumber(props.name, props.defaultValue ?? "", shownQuantity, plainFrom);
  return (
    <Field {...props}>
      <div className="control flex items-center gap-2">
        <input
          {...controlIds(props)}
          {...typed.box}
          type="text"
          inputMode={decimals === 0 ? "numeric" : "decimal"}
          autoComplete="off"
          placeholder={props.placeholder}
          required={!props.optional}
          className="tabular min-w-0 flex-1 bg-transparent text-right font-semibold outline-none placeholder:font-normal"
        />
        <span className="shrink-0 text-ink-soft">{props.unit}</span>
        {typed.carrier === null ? null : <input {...typed.carrier} />}
      </div>
    </Field>
  );
}
