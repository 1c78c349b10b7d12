import type { ReactNode } from "react";
import { controlIds, FieldErrorText, type FieldProps, fieldId, OptionalMark } from "#app/ui/form/field.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";

export type ChoiceOption = {
  readonly value: string;
  readonly label: string;
  readonly hint?: ReactNode | undefined;
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
};

export type ChoiceProps = FieldProps & {
  readonly options: readonly ChoiceOption[];
  readonly defaultValue?: string | undefined;
  /** `row` puts short answers beside each other; `list` gives each its own line. */
  readonly layout?: "list" | "row" | undefined;
};

/** One of a few, all in sight: radio buttons drawn as cards. */
export function Choice(props: ChoiceProps) {
  const { layout = "list" } = props;
  const id = fieldId(props.name);
  return (
    <fieldset className="min-w-0" aria-describedby={controlIds(props)["aria-describedby"]}>
      <legend className={props.labelHidden ? "sr-only" : "mb-1.5 font-semibold"}>
        {props.label}
        <OptionalMark optional={props.optional} />
      </legend>
      {props.hint === undefined ? null : (
        <p id={`${id}-hint`} className="-mt-1 mb-2 text-sm text-ink-soft">
          {props.hint}
        </p>
      )}
      <div className={layout === "row" ? "flex flex-wrap gap-2" : "grid gap-2"}>
        {props.options.map((option, at) => (
          <ChoiceCard key={option.value} field={props} option={option} id={at === 0 ? id : `${id}-${at}`} />
        ))}
      </div>
      <FieldErrorText id={`${id}-error`} error={props.error} />
    </fieldset>
  );
}

function ChoiceCard({
  field,
  option,
  id,
}: {
  readonly field: ChoiceProps;
  readonly option: ChoiceOption;
  readonly id: string;
}) {
  return (
    <label
      htmlFor={id}
      className="group/card flex min-h-12 cursor-pointer items-center gap-3 rounded-md border border-edge bg-card px-3.5 py-2.5 transition-colors hover:border-ink-faint has-checked:border-leaf-600 has-checked:bg-leaf-50 has-checked:ring-1 has-checked:ring-leaf-600 has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:bg-sunken has-disabled:text-ink-faint has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-leaf-500"
    >
      <input
        id={id}
        type="radio"
        name={field.name}
        value={option.value}
        defaultChecked={option.value === field.defaultValue}
        disabled={option.disabled}
        required={!field.optional}
        className="size-5 shrink-0 accent-leaf-600 outline-none"
      />
      {option.icon === undefined ? null : (
        <span className="text-leaf-700">
          <Icon name={option.icon} size={24} />
        </span>
      )}
      <span className="min-w-0">
        <span className="block font-semibold">{option.label}</span>
        {option.hint === undefined ? null : (
          <span className="block text-sm text-ink-soft">{option.hint}</span>
        )}
      </span>
    </label>
  );
}
