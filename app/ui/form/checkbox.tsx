import type { ReactNode } from "react";
import { type FieldError, FieldErrorText, fieldId } from "#app/ui/form/field.tsx";

export type CheckboxProps = {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode | undefined;
  readonly error?: FieldError;
  /** What is sent when ticked; "on" unless said. Several boxes may share a name and differ in value. */
  readonly value?: string | undefined;
  readonly defaultChecked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
};

/** Yes or no. The whole line is the target. */
export function Checkbox({
  name,
  label,
  hint,
  error,
  value = "on",
  defaultChecked,
  disabled,
}: CheckboxProps) {
  const id = fieldId(value === "on" ? name : `${name}-${value}`);
  return (
    <div>
      <label
        htmlFor={id}
        className="-mx-2 flex min-h-11 cursor-pointer items-start gap-3 rounded-md px-2 py-2.5 hover:bg-sunken has-disabled:cursor-not-allowed has-disabled:text-ink-faint"
      >
        <input
          id={id}
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={defaultChecked}
          disabled={disabled}
          aria-describedby={error ? `${id}-error` : undefined}
          aria-invalid={error ? true : undefined}
          className="mt-0.5 size-5 shrink-0 accent-leaf-600"
        />
        <span>
          <span className="block font-medium">{label}</span>
          {hint === undefined ? null : <span className="block text-sm text-ink-soft">{hint}</span>}
        </span>
      </label>
      <FieldErrorText id={`${id}-error`} error={error} />
    </div>
  );
}
