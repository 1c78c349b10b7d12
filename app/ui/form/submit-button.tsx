import { useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { type ButtonSize, type ButtonVariant, buttonClass } from "#app/ui/form/button.tsx";
import { useFormKey } from "#app/ui/form/form.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";

export type SubmitButtonProps = {
  readonly children: ReactNode;
  /** What it says while the server works: "Mengirim…". */
  readonly pendingLabel?: string | undefined;
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: IconName | undefined;
  readonly wide?: boolean | undefined;
  /** With several buttons in one form: which deed this one asks for. */
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Sends the form with this id from outside it. */
  readonly form?: string | undefined;
  /** Sends the form somewhere other than its own action. */
  readonly formAction?: string | undefined;
};

/** Is it this form (by receipt key), and this of its buttons, that the server is busy with? */
function useIsPending(name: string | undefined, value: string | undefined): boolean {
  const key = useFormKey();
  const { state, formData } = useNavigation();
  if (state === "idle" || formData === undefined) return false;
  if (key !== null && formData.get("_key") !== key) return false;
  return name === undefined || formData.get(name) === (value ?? "");
}

/**
 * The button that sends a form. While the answer is on its way it says so and takes no second click; it is never
 * `disabled` then, because that would throw the keyboard focus away and drop its own name from the form.
 */
export function SubmitButton({
  children,
  pendingLabel,
  variant,
  size,
  icon,
  wide,
  name,
  value,
  disabled,
  form,
  formAction,
}: SubmitButtonProps) {
  const pending = useIsPending(name, value);
  return (
    <button
      type="submit"
      name={name}
      value={value}
      disabled={disabled}
      form={form}
      formAction={formAction}
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
      className={buttonClass(variant, size, wide)}
    >
      {pending ? <Spinner /> : icon === undefined ? null : <Icon name={icon} />}
      {pending ? (pendingLabel ?? m.kit_sending()) : children}
    </button>
  );
}

function Spinner() {
  return (
    <svg width={20} height={20} viewBox="0 0 20 20" aria-hidden="true" className="shrink-0 animate-spin">
      <circle
        cx={10}
        cy={10}
        r={7.5}
        fill="none"
        stroke="currentColor"
        strokeOpacity={0.3}
        strokeWidth={2.5}
      />
      <path
        d="M10 2.5A7.5 7.5 0 0 1 17.5 10"
        fill="none"
        stroke="currentColor"
        strokeWidth={2.5}
        strokeLinecap="round"
      />
    </svg>
  );
}
