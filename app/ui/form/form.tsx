import { Form as RemixForm } from "@remix-run/react";
import { createContext, type ReactNode, useContext } from "react";

/** The receipt key of the form around a button: how SubmitButton knows that it is its own form that is under way. */
const FormKey = createContext<string | null>(null);

export function useFormKey(): string | null {
  return useContext(FormKey);
}

export type FormProps = {
  /**
   * Made by the loader, once per showing of the page (`newReceiptKey()`): a double click, a reload or a retry
   * sends the same key, and the command answers with its first answer. Needed for every POST that writes.
   */
  readonly idempotencyKey?: string | undefined;
  readonly method?: "post" | "get" | undefined;
  readonly action?: string | undefined;
  /** Set for forms with files. */
  readonly files?: boolean | undefined;
  readonly id?: string | undefined;
  /** Leaves the page's address and history alone; for forms inside lists. */
  readonly replace?: boolean | undefined;
  /** Keeps the scroll position after the answer. */
  readonly keepScroll?: boolean | undefined;
  readonly children: ReactNode;
};

/** A form that works with and without JavaScript. The browser's own bubbles are off: errors come from the server, in our words. */
export function Form({
  idempotencyKey,
  method = "post",
  action,
  files = false,
  id,
  replace,
  keepScroll = false,
  children,
}: FormProps) {
  return (
    <RemixForm
      method={method}
      noValidate
      className="flex flex-col gap-5"
      preventScrollReset={keepScroll}
      {...(action === undefined ? {} : { action })}
      {...(id === undefined ? {} : { id })}
      {...(replace === undefined ? {} : { replace })}
      {...(files ? { encType: "multipart/form-data" as const } : {})}
    >
      {idempotencyKey === undefined ? null : <input type="hidden" name="_key" value={idempotencyKey} />}
      <FormKey.Provider value={idempotencyKey ?? null}>{children}</FormKey.Provider>
    </RemixForm>
  );
}

/** Fields that belong together on one row when there is room. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className="grid items-start gap-5 sm:grid-flow-col sm:auto-cols-fr">{children}</div>;
}

/** A group of fields under one legend. */
export function FieldGroup({
  legend,
  hint,
  children,
}: {
  readonly legend: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-5">
      <legend className="mb-4 text-lg font-bold">
        {legend}
        {hint === undefined ? null : (
          <span className="block text-base font-normal text-ink-soft">{hint}</span>
        )}
      </legend>
      {children}
    </fieldset>
  );
}

/** Buttons at the end of a form; the first is the main one and spans the phone. */
export function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-col gap-2 pt-1 sm:flex-row sm:items-center sm:gap-3">{children}</div>;
}
