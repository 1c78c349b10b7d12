import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";

export type TextareaProps = FieldProps & {
  readonly defaultValue?: string | undefined;
  readonly rows?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly placeholder?: string | undefined;
};

/** Several lines of text; grows with its content where the browser can. */
export function Textarea(props: TextareaProps) {
  return (
    <Field {...props}>
      <textarea
        {...controlIds(props)}
        name={props.name}
        defaultValue={props.defaultValue}
        rows={props.rows ?? 3}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        required={!props.optional}
        className="control [field-sizing:content] min-h-24 resize-y"
      />
    </Field>
  );
}
