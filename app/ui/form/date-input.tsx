import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";

export type DateInputProps = FieldProps & {
  /** "2026-03-27"; with `kind="time"` "07:30". */
  readonly defaultValue?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly kind?: "date" | "time" | "month" | undefined;
};

/** A day (or a time of day) by the phone's own picker. Sends "2026-03-27", "07:30" or "2026-03". */
export function DateInput(props: DateInputProps) {
  return (
    <Field {...props}>
      <input
        {...controlIds(props)}
        type={props.kind ?? "date"}
        name={props.name}
        defaultValue={props.defaultValue}
        min={props.min}
        max={props.max}
        required={!props.optional}
        className="control tabular appearance-none"
      />
    </Field>
  );
}
