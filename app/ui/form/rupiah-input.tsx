import { groupDigits } from "#app/i18n/format.ts";
import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";
import { type Keystroke, useTypedNumber } from "#app/ui/form/typed-number.tsx";

export type RupiahInputProps = FieldProps & {
  readonly defaultValue?: bigint | string | null | undefined;
  /** "per kg": what the price is for. */
  readonly suffix?: string | undefined;
  readonly placeholder?: string | undefined;
};

const DIGITS_MAX = 15;

/** Digits only. Sen at the end (",00") are dropped: the house knows no fraction of a rupiah. */
function plainRupiah({ text }: Keystroke): string {
  return text
    .replace(/,\d{1,2}$/, "")
    .replace(/\D/g, "")
    .replace(/^0+(?=\d)/, "")
    .slice(0, DIGITS_MAX);
}

/** Whole rupiah: a numeric keypad, dots while typing, plain digits on the wire. */
export function RupiahInput(props: RupiahInputProps) {
  const typed = useTypedNumber(props.name, props.defaultValue?.toString() ?? "", groupDigits, plainRupiah);
  return (
    <Field {...props}>
      <div className="control flex items-center gap-2">
        <span className="text-ink-soft" aria-hidden="true">
          Rp
        </span>
        <input
          {...controlIds(props)}
          {...typed}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          placeholder={props.placeholder}
          required={!props.optional}
          className="tabular min-w-0 flex-1 bg-transparent text-right font-semibold outline-none placeholder:font-normal"
        />
        {props.suffix === undefined ? null : <span className="shrink-0 text-ink-soft">{props.suffix}</span>}
      </div>
    </Field>
  );
}
