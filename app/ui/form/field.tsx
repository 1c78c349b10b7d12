import { createContext, type ReactNode, useContext } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

/** One error text, or several, as `http/form.server.ts` hands them out. */
export type FieldError = string | readonly string[] | null | undefined;

/** What every field takes. The id of the control is `field-<name>`, so that an error summary can link to it. */
export type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode | undefined;
  readonly error?: FieldError;
  /** Fields are required unless this is true; then the label says that it may stay empty. */
  readonly optional?: boolean | undefined;
  /** Reads the label out but does not draw it: tables of fields, where the column says it. */
  readonly labelHidden?: boolean | undefined;
};

export type ControlIds = {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
};

/** "lines[0].quantity" → "field-lines-0-quantity". */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/-$/, "")}`;
}

export function errorTexts(error: FieldError): readonly string[] {
  if (error === null || error === undefined) return [];
  return typeof error === "string" ? [error] : error;
}

/** What a control says to assistive technology about its hint and its error. */
export function controlIds(field: FieldProps): ControlIds {
  const id = fieldId(field.name);
  const wrong = errorTexts(field.error).length > 0;
  const told = [wrong ? `${id}-error` : null, field.hint === undefined ? null : `${id}-hint`].filter(
    (part) => part !== null,
  );
  return {
    id,
    "aria-describedby": told.length === 0 ? undefined : told.join(" "),
    "aria-invalid": wrong || undefined,
  };
}

const Marks = createContext(true);

/** Around fields that may all stay empty, where saying so at each would only be noise: filters. */
export function WithoutMarks({ children }: { readonly children: ReactNode }) {
  return <Marks.Provider value={false}>{children}</Marks.Provider>;
}

/** The quiet word beside a label whose field may stay empty. */
export function OptionalMark({ optional }: { readonly optional: boolean | undefined }) {
  const marks = useContext(Marks);
  return optional && marks ? (
    <span className="ml-1.5 text-sm font-normal text-ink-faint">{m.kit_optional()}</span>
  ) : null;
}

/** Label, hint, control, error: in this order, so that the hint is read before typing and the error sits at the thumb. */
export function Field({ children, ...field }: FieldProps & { readonly children: ReactNode }) {
  const id = fieldId(field.name);
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={field.labelHidden ? "sr-only" : "mb-1.5 block font-semibold"}>
        {field.label}
        <OptionalMark optional={field.optional} />
      </label>
      {field.hint === undefined ? null : (
        <p id={`${id}-hint`} className="-mt-1 mb-2 text-sm text-ink-soft">
          {field.hint}
        </p>
      )}
      {children}
      <FieldErrorText id={`${id}-error`} error={field.error} />
    </div>
  );
}

export function FieldErrorText({ id, error }: { readonly id: string; readonly error: FieldError }) {
  const texts = errorTexts(error);
  if (texts.length === 0) return null;
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-sm font-semibold text-brick-700">
      <Icon name="alert" size={18} />
      <span>{texts.join(" ")}</span>
    </p>
  );
}
