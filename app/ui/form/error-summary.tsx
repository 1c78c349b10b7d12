import { useEffect, useRef } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { errorTexts, type FieldError, fieldId } from "#app/ui/form/field.tsx";
import { Icon } from "#app/ui/icon.tsx";

export type ErrorSummaryProps = {
  /** Field name → its errors, as the action returned them. The key "" is for the form as a whole. */
  readonly errors: Readonly<Record<string, FieldError>> | null | undefined;
  readonly title?: string | undefined;
};

/** What stops the form from being accepted, at its head; takes the focus so that nobody has to hunt for it. */
export function ErrorSummary({ errors, title }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const entries = Object.entries(errors ?? {}).filter(([, error]) => errorTexts(error).length > 0);
  const count = entries.length;
  useEffect(() => {
    if (errors && count > 0) box.current?.focus();
  }, [errors, count]);
  if (count === 0) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="rounded-md border border-brick-300 bg-brick-50 p-4 outline-none"
    >
      <p className="flex items-start gap-2 font-bold text-brick-700">
        <Icon name="alert" />
        {title ?? m.kit_errors_title()}
      </p>
      <ul className="mt-1.5 grid gap-0.5 pl-7">
        {entries.map(([name, error]) => (
          <li key={name}>
            {name === "" ? (
              errorTexts(error).join(" ")
            ) : (
              <a
                href={`#${fieldId(name)}`}
                className="inline-flex min-h-8 items-center underline decoration-brick-300 underline-offset-4 hover:decoration-brick-700"
              >
                {errorTexts(error).join(" ")}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
