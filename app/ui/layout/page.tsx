import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";

type Crumb = { readonly to: string; readonly label: string };

export type PageProps = {
  readonly title: string;
  readonly lead?: ReactNode | undefined;
  /** State of the thing shown, beside the title. */
  readonly badge?: ReactNode | undefined;
  /** Buttons; the first is the main one. */
  readonly actions?: ReactNode | undefined;
  /** The way back, nearest last; the page itself is not in it. */
  readonly breadcrumbs?: readonly Crumb[] | undefined;
  readonly width?: "narrow" | "normal" | "wide" | undefined;
  readonly children: ReactNode;
};

const WIDTHS = { narrow: "max-w-2xl", normal: "max-w-5xl", wide: "max-w-7xl" };

/** The frame of every screen inside a shell: one h1, what it is about, what can be done. */
export function Page({
  title,
  lead,
  badge,
  actions,
  breadcrumbs = [],
  width = "normal",
  children,
}: PageProps) {
  return (
    <div className={`mx-auto w-full ${WIDTHS[width]} px-4 pt-5 pb-16 sm:px-6 lg:px-8 lg:pt-9`}>
      {breadcrumbs.length === 0 ? null : <Breadcrumbs crumbs={breadcrumbs} />}
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4 lg:mb-8">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <h1 className="text-2xl font-extrabold lg:text-3xl">{title}</h1>
            {badge}
          </div>
          {lead === undefined ? null : <p className="mt-1.5 max-w-prose text-ink-soft">{lead}</p>}
        </div>
        {actions === undefined ? null : (
          <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:*:grow">{actions}</div>
        )}
      </header>
      <div className="flex flex-col gap-6 lg:gap-8">{children}</div>
    </div>
  );
}

function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const nearest = crumbs.at(-1);
  return (
    <nav aria-label={m.kit_breadcrumbs()} className="-mt-1 mb-2">
      {nearest === undefined ? null : (
        <Link
          to={nearest.to}
          className="-ml-1 inline-flex min-h-11 items-center gap-1.5 pr-2 font-semibold text-leaf-700 hover:underline sm:hidden"
        >
          <Icon name="back" /> {nearest.label}
        </Link>
      )}
      <ol className="hidden flex-wrap items-center gap-1 text-sm sm:flex">
        {crumbs.map((crumb) => (
          <li key={crumb.to} className="flex items-center gap-1 text-ink-faint">
            <Link
              to={crumb.to}
              className="inline-flex min-h-11 items-center font-medium text-ink-soft hover:text-leaf-700 hover:underline"
            >
              {crumb.label}
            </Link>
            <Icon name="chevron" size={14} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What stands in the browser's tab. */
export function pageTitle(title: string): string {
  return `${title} · Lumbung`;
}
