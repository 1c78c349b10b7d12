import { useState } from "react";
import { unitWords } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";
import { readQuantity } from "#app/ui/form/typed-quantity.ts";
import { Icon } from "#app/ui/icon.tsx";

export type NumberStepperProps = FieldProps & {
  /** What was typed and refused is shown as it was typed. */
  readonly defaultValue?: number | string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly step?: number | undefined;
  readonly unit?: string | undefined;
};

/**
 * A small whole number set with the thumb: − 12 +. The box itself can be typed into, with or without JavaScript, and keeps a
 * comma that is typed: the server says that "1,5" is no whole number, where leaving the comma out would make it 15.
 */
export function NumberStepper(props: NumberStepperProps) {
  const { min = 0, max = 99_999, step = 1 } = props;
  const [value, setValue] = useState(String(props.defaultValue ?? min));
  const move = (by: number) => setValue((text) => String(Math.min(max, Math.max(min, stood(text) + by))));
  const edge =
    "grid size-12 shrink-0 place-items-center text-leaf-700 hover:bg-leaf-50 disabled:text-ink-faint disabled:hover:bg-transparent";
  return (
    <Field {...props}>
      <div className="control flex w-fit items-center overflow-hidden p-0">
        <button
          type="button"
          className={edge}
          disabled={stood(value) <= min}
          onClick={() => move(-step)}
          aria-label={m.kit_less({ label: props.label })}
        >
          <Icon name="minus" />
        </button>
        <input
          {...controlIds(props)}
          type="text"
          inputMode="numeric"
          name={props.name}
          value={value}
          onChange={(event) => setValue(event.target.value.replace(/[^\d.,]/g, "").slice(0, 8))}
          className="tabular h-12 w-20 border-x border-line bg-transparent text-center font-bold outline-none"
        />
        <button
          type="button"
          className={edge}
          disabled={stood(value) >= max}
          onClick={() => move(step)}
          aria-label={m.kit_more({ label: props.label })}
        >
          <Icon name="plus" />
        </button>
        {props.unit === undefined ? null : (
          <span className="pr-4 pl-1 text-ink-soft">{unitWords(props.unit)}</span>
        )}
      </div>
    </Field>
  );
}

/** Where the thumb goes on from: "1.000" is a thousand, and what no whole number is counts up to its mark. */
function stood(text: string): number {
  const whole = readQuantity({ text, caret: 0, inserted: undefined }, { plain: "", fromDot: false }, 0);
  return Number(whole.plain);
}
