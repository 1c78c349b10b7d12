import { Link } from "@remix-run/react";
import type { MouseEventHandler, ReactNode } from "react";
import { Icon, type IconName } from "#app/ui/icon.tsx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "normal" | "small";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-md text-center font-bold transition-[background-color,border-color,color,transform] duration-150 ease-calm active:translate-y-px aria-disabled:pointer-events-none disabled:pointer-events-none";

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    "bg-leaf-600 text-white shadow-press hover:bg-leaf-700 disabled:bg-sunken disabled:text-ink-faint disabled:shadow-none",
  secondary:
    "border border-edge bg-card text-ink hover:border-ink-faint hover:bg-sunken disabled:border-line disabled:text-ink-faint",
  quiet: "text-leaf-700 hover:bg-leaf-50 disabled:text-ink-faint",
  danger:
    "border border-brick-300 bg-card text-brick-700 hover:border-brick-600 hover:bg-brick-50 disabled:border-line disabled:text-ink-faint",
};

const SIZES: Record<ButtonSize, string> = {
  normal: "min-h-12 px-5 py-1.5 text-base",
  small: "min-h-11 px-3.5 py-1.5 text-sm",
};

/** The classes of a button, for the rare element that is neither a button nor a link. */
export function buttonClass(
  variant: ButtonVariant = "primary",
  size: ButtonSize = "normal",
  wide = false,
): string {
  return `${BASE} ${VARIANTS[variant]} ${SIZES[size]} ${wide ? "w-full" : ""}`;
}

type Look = {
  readonly variant?: ButtonVariant | undefined;
  readonly size?: ButtonSize | undefined;
  readonly icon?: IconName | undefined;
  /** As wide as its column: the main deed on a phone. */
  readonly wide?: boolean | undefined;
  readonly children: ReactNode;
};

export type ButtonProps = Look & {
  readonly type?: "button" | "submit" | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly form?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly onClick?: MouseEventHandler<HTMLButtonElement> | undefined;
};

/** A plain button. Inside a form use SubmitButton, which shows that it is busy. */
export function Button({ variant, size, icon, wide, children, type = "button", ...rest }: ButtonProps) {
  return (
    <button type={type} className={buttonClass(variant, size, wide)} {...rest}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}

export type ButtonLinkProps = Look & {
  readonly to: string;
  /** Loads the page ahead when the pointer comes near. Off for downloads. */
  readonly prefetch?: "intent" | "none" | undefined;
  /** A file or another site: an ordinary browser load. */
  readonly external?: boolean | undefined;
};

/** Going somewhere, with the weight of a button. */
export function ButtonLink({
  to,
  variant,
  size,
  icon,
  wide,
  prefetch = "intent",
  external = false,
  children,
}: ButtonLinkProps) {
  const content = (
    <>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </>
  );
  return external ? (
    <a href={to} className={buttonClass(variant, size, wide)} rel="noopener">
      {content}
    </a>
  ) : (
    <Link to={to} prefetch={prefetch} className={buttonClass(variant, size, wide)}>
      {content}
    </Link>
  );
}
