import type { HTMLInputAutoCompleteAttribute } from "react";
import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";

export type Suggestion = { readonly value: string; readonly label: string };

export type TextInputProps = FieldProps & {
  readonly type?: "text" | "email" | "tel" | "password" | "search" | "url" | undefined;
  readonly defaultValue?: string | undefined;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute | undefined;
  /** Which keypad a phone shows, when the type does not say it. */
  readonly inputMode?: "text" | "numeric" | "decimal" | "tel" | "email" | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly readOnly?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  /** Unit or word at the right end of the box. */
  readonly suffix?: string | undefined;
  /** Known answers, offered while typing; a code comes with the name by which it is found. */
  readonly suggestions?: readonly (string | Suggestion)[] | undefined;
};

/** One line of text. */
export function TextInput(props: TextInputProps) {
  const { type = "text", suffix, suggestions, autoFocus } = props;
  const control = controlIds(props);
  const listId = suggestions === undefined ? undefined : `${control.id}-suggestions`;
  return (
    <Field {...props}>
      <div className="relative">
        <input
          {...control}
          type={type}
          name={props.name}
          defaultValue={props.defaultValue}
          autoComplete={props.autoComplete}
          inputMode={props.inputMode}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          readOnly={props.readOnly}
          required={!props.optional}
          list={listId}
          ref={(input) => {
            if (autoFocus && input !== null && document.activeElement === document.body) input.focus();
          }}
          className={`control ${suffix === undefined ? "" : "pr-16"}`}
        />
        {suffix === undefined ? null : (
          <span className="pointer-events-none absolute inset-y-0 right-3.5 flex items-center text-ink-soft">
            {suffix}
          </span>
        )}
      </div>
      {suggestions === undefined ? null : (
        <datalist id={listId}>
          {suggestions.map((suggestion) =>
            typeof suggestion === "string" ? (
              <option key={suggestion} value={suggestion} />
            ) : (
              <option key={suggestion.value} value={suggestion.value} label={suggestion.label} />
            ),
          )}
        </datalist>
      )}
    </Field>
  );
}
