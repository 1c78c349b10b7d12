import { useRef } from "react";
import { groupDigits, unitWords } from "#app/i18n/format.ts";
import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";
import { type Keystroke, useTypedNumber } from "#app/ui/form/typed-number.tsx";
import { type QuantityReading, readQuantity } from "#app/ui/form/typed-quantity.ts";

export type QuantityInputProps = FieldProps & {
  /** In trading units, as `decimalOf` writes it without dots: "1,5". */
  readonly defaultValue?: string | null | undefined;
  /** Unit at the right end ("kg", "papan"). */
  readonly unit: string;
  /** Digits after the comma; 0 for what is counted. */
  readonly decimals?: number | undefined;
  readonly placeholder?: string | undefined;
};

function shownQuantity(plain: string): string {
  const [whole = "", fraction] = plain.split(",");
  return fraction === undefined ? groupDigits(whole) : `${groupDigits(whole)},${fraction}`;
}

/** A quantity in the unit people trade in: decimal keypad, comma, unit beside it; sends "1500" or "1,5". */
export function QuantityInput(props: QuantityInputProps) {
  const decimals = props.decimals ?? 3;
  const reading = useRef<QuantityReading>({ plain: "", fromDot: false });
  const plainFrom = (stroke: Keystroke) => {
    reading.current = readQuantity(stroke, reading.current, decimals);
    return reading.current.plain;
  };
  const typed = useTypedNumber(props.name, props.defaultValue ?? "", shownQuantity, plainFrom);
  return (
    <Field {...props}>
      <div className="control flex items-center gap-2">
        <input
          {...controlIds(props)}
          {...typed}
          type="text"
          inputMode={decimals === 0 ? "numeric" : "decimal"}
          autoComplete="off"
          placeholder={props.placeholder}
          required={!props.optional}
          className="tabular min-w-0 flex-1 bg-transparent text-right font-semibold outline-none placeholder:font-normal"
        />
        <span className="shrink-0 text-ink-soft">{unitWords(props.unit)}</span>
      </div>
    </Field>
  );
}
