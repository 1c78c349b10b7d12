import { Link, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { getLocale } from "#app/i18n/paraglide/runtime.js";
import { Brand } from "#app/ui/brand.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { SkipLink } from "#app/ui/layout/skip-link.tsx";

/** The frame of pages that need no account: brand, language, and whatever `actions` stand at the right. */
export function SiteShell({
  actions,
  children,
}: {
  readonly actions?: ReactNode | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="no-print border-b border-line/70">
        <div className="mx-auto flex max-w-6xl items-center justify-between gap-3 px-4 py-3 sm:px-6">
          <Link to="/" className="rounded-md">
            <Brand />
          </Link>
          <div className="flex items-center gap-1 sm:gap-3">
            <LanguageSwitch />
            {actions}
          </div>
        </div>
      </header>
      <main id="isi" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="border-t border-line bg-sunken">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-6 text-sm text-ink-soft sm:px-6">
          <Brand size={24} />
          <p className="max-w-prose">{m.kit_footer_promise()}</p>
          <Link to="/jejak-rupiah" className="inline-flex min-h-11 items-center font-semibold underline">
            {m.kit_footer_trace()}
          </Link>
          <Link to="/segel" className="inline-flex min-h-11 items-center font-semibold underline">
            {m.kit_footer_seal()}
          </Link>
        </div>
      </footer>
    </div>
  );
}

/** One quiet sheet in the middle: sign in, answer a link, accept an invitation. */
export function CenterPage({
  title,
  lead,
  footer,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode | undefined;
  readonly footer?: ReactNode | undefined;
  readonly children: ReactNode;
}) {
  return (
    <SiteShell>
      <div className="terraces flex min-h-[70dvh] items-start justify-center px-4 py-8 sm:items-center sm:py-14">
        <div className="w-full max-w-md">
          <div className="rounded-xl border border-line bg-card p-5 shadow-raised sm:p-8">
            <h1 className="text-2xl font-extrabold">{title}</h1>
            {lead === undefined ? null : <p className="mt-1.5 text-ink-soft">{lead}</p>}
            <div className="mt-6">{children}</div>
          </div>
          {footer === undefined ? null : <div className="mt-5 text-center text-ink-soft">{footer}</div>}
        </div>
      </div>
    </SiteShell>
  );
}

/** Offers the other language. A plain form post and a whole new page: every word on the screen changes. */
export function LanguageSwitch() {
  const { pathname, search } = useLocation();
  const other = getLocale() === "id" ? "en" : "id";
  return (
    <form method="post" action="/bahasa">
      <input type="hidden" name="locale" value={other} />
      <input type="hidden" name="returnTo" value={`${pathname}${search}`} />
      <button
        type="submit"
        lang={other}
        className="flex min-h-11 items-center gap-2 rounded-md px-2.5 text-sm font-semibold text-ink-soft hover:bg-sunken hover:text-ink"
      >
        <Icon name="globe" />
        {other === "en" ? "English" : "Indonesia"}
      </button>
    </form>
  );
}
