import { Link, NavLink, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useState } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Mark } from "#app/ui/brand.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { SkipLink } from "#app/ui/layout/skip-link.tsx";

export type NavEntry = {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
  /** One short word for the phone's bottom bar; the label where it is short already. */
  readonly short?: string | undefined;
  /** How many things wait there; nothing is shown for 0. */
  readonly count?: number | undefined;
  /** True for an entry whose path is the beginning of the others: it is current only on its own page. */
  readonly end?: boolean | undefined;
  /** Heading above this entry and the following ones in the sidebar. */
  readonly group?: string | undefined;
};

export type AppShellProps = {
  readonly organisation: string;
  /** The person's role in words ("Kepala SPPG"). */
  readonly roleName: string;
  readonly person: string;
  /** Most used first: on a phone the first four stand at the bottom, the rest under "Lainnya". */
  readonly entries: readonly NavEntry[];
  /** Where the person's own settings live. */
  readonly accountTo: string;
  /** Where one signs out; a POST form points there. */
  readonly signOutTo: string;
  /** Set when the person belongs to more than one organisation. */
  readonly switchTo?: string | undefined;
  /** Shows a quiet mark that nothing here is real trade. */
  readonly demo?: boolean | undefined;
  readonly children: ReactNode;
};

const BOTTOM_SLOTS = 5;

/** The frame around every screen of a signed-in person: top and bottom bar on a phone, sidebar on a desk. */
export function AppShell(props: AppShellProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[17rem_minmax(0,1fr)]">
      <SkipLink />
      <Sidebar {...props} />
      <TopBar {...props} />
      <main id="isi" tabIndex={-1} className="min-w-0 pb-20 outline-none lg:pb-0">
        {props.children}
      </main>
      <BottomBar {...props} />
    </div>
  );
}

function DemoMark() {
  return (
    <span className="rounded-full border border-rice-300 bg-rice-50 px-2 py-px text-xs font-bold text-rice-700">
      {m.kit_demo()}
    </span>
  );
}

function Count({ count, label }: { readonly count: number; readonly label: string }) {
  if (count <= 0) return null;
  return (
    <span className="tabular grid h-5 min-w-5 place-items-center rounded-full bg-rice-300 px-1.5 text-xs font-bold text-ink">
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{m.kit_nav_waiting({ count, label })}</span>
    </span>
  );
}

function Sidebar({
  organisation,
  roleName,
  person,
  entries,
  accountTo,
  signOutTo,
  switchTo,
  demo,
}: AppShellProps) {
  return (
    <header className="no-print sticky top-0 hidden h-dvh flex-col border-r border-line bg-sunken/60 lg:flex">
      <div className="px-5 pt-6 pb-4">
        <div className="flex items-center gap-3">
          <Mark size={36} />
          <div className="min-w-0">
            <p className="line-clamp-2 leading-tight font-bold">{organisation}</p>
            <p className="mt-0.5 truncate text-sm text-ink-faint">{roleName}</p>
          </div>
        </div>
        {demo || switchTo !== undefined ? (
          <div className="mt-3 flex items-center justify-between gap-2">
            {demo ? <DemoMark /> : <span />}
            {switchTo === undefined ? null : (
              <Link
                to={switchTo}
                className="inline-flex min-h-8 items-center text-sm font-semibold text-leaf-700 hover:underline"
              >
                {m.kit_nav_switch()}
              </Link>
            )}
          </div>
        ) : null}
      </div>
      <nav aria-label={m.kit_nav_main()} className="flex-1 overflow-y-auto px-3 pb-4">
        <ul className="flex flex-col gap-0.5">
          {entries.map((entry) => (
            <li key={entry.to}>
              {entry.group === undefined ? null : (
                <p className="px-3 pt-5 pb-1.5 text-xs font-bold tracking-wide text-ink-faint">
                  {entry.group}
                </p>
              )}
              <SideLink entry={entry} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex items-center gap-1 border-t border-line p-3">
        <Link
          to={accountTo}
          className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-md px-2.5 text-sm font-semibold hover:bg-sunken"
        >
          <Icon name="person" /> <span className="truncate">{person}</span>
        </Link>
        <SignOut to={signOutTo} compact />
      </div>
    </header>
  );
}

function SideLink({ entry }: { readonly entry: NavEntry }) {
  return (
    <NavLink
      to={entry.to}
      end={entry.end ?? false}
      prefetch="intent"
      className={({ isActive }) =>
        `relative flex min-h-11 items-center gap-3 rounded-md px-3 transition-colors ${
          isActive
            ? "bg-card font-bold text-leaf-800 shadow-card ring-1 ring-line before:absolute before:inset-y-2.5 before:left-0 before:w-1 before:rounded-full before:bg-leaf-600"
            : "font-medium text-ink-soft hover:bg-sunken hover:text-ink"
        }`
      }
    >
      <Icon name={entry.icon} />
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      <Count count={entry.count ?? 0} label={entry.label} />
    </NavLink>
  );
}

function SignOut({ to, compact = false }: { readonly to: string; readonly compact?: boolean }) {
  return (
    <form method="post" action={to}>
      <button
        type="submit"
        title={m.kit_nav_sign_out()}
        className="flex min-h-11 min-w-11 items-center justify-center gap-3 rounded-md px-3 font-medium text-ink-soft hover:bg-sunken hover:text-ink"
      >
        <Icon name="logout" />
        <span className={compact ? "sr-only" : ""}>{m.kit_nav_sign_out()}</span>
      </button>
    </form>
  );
}

function TopBar({ organisation, roleName, accountTo, person, demo }: AppShellProps) {
  return (
    <header className="no-print sticky top-0 z-20 flex h-14 items-center gap-3 border-b border-line bg-paper/95 px-4 backdrop-blur-sm lg:hidden">
      <Mark size={28} />
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm leading-tight font-bold">{organisation}</p>
        <p className="truncate text-xs text-ink-faint">{roleName}</p>
      </div>
      {demo ? <DemoMark /> : null}
      <Link to={accountTo} className="-mr-2 grid size-11 place-items-center rounded-full text-ink-soft">
        <Icon name="person" size={24} label={person} />
      </Link>
    </header>
  );
}

/** True when the location is at or under the entry. */
function isUnder(pathname: string, entry: NavEntry): boolean {
  return pathname === entry.to || (entry.end !== true && pathname.startsWith(`${entry.to}/`));
}

function BottomBar({ entries, signOutTo, switchTo }: AppShellProps) {
  const { pathname } = useLocation();
  const shown = entries.slice(0, BOTTOM_SLOTS - 1);
  const rest = entries.slice(shown.length);
  return (
    <nav
      aria-label={m.kit_nav_main()}
      className="no-print safe-bottom fixed inset-x-0 bottom-0 z-20 border-t border-line bg-card shadow-sheet lg:hidden"
    >
      <ul className="mx-auto grid max-w-lg grid-cols-5">
        {shown.map((entry) => (
          <li key={entry.to}>
            <NavLink
              to={entry.to}
              end={entry.end ?? false}
              className={({ isActive }) =>
                `relative flex min-h-16 flex-col items-center justify-center gap-1 px-0.5 ${isActive ? "font-bold text-leaf-700 before:absolute before:inset-x-4 before:top-0 before:h-[3px] before:rounded-b-full before:bg-leaf-600" : "font-medium text-ink-soft"}`
              }
            >
              <span className="relative">
                <Icon name={entry.icon} size={24} />
                <span className="absolute -top-1.5 left-4">
                  <Count count={entry.count ?? 0} label={entry.label} />
                </span>
              </span>
              <span className="max-w-full truncate text-[0.75rem] leading-4">
                {entry.short ?? entry.label}
              </span>
            </NavLink>
          </li>
        ))}
        <li>
          <More
            key={pathname}
            entries={rest}
            current={rest.some((entry) => isUnder(pathname, entry))}
            signOutTo={signOutTo}
            switchTo={switchTo}
          />
        </li>
      </ul>
    </nav>
  );
}

/** "Lainnya": a sheet over the bottom bar. A `details` element, so that it opens without JavaScript too. */
function More({
  entries,
  current,
  signOutTo,
  switchTo,
}: {
  readonly entries: readonly NavEntry[];
  readonly current: boolean;
  readonly signOutTo: string;
  readonly switchTo: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape") setOpen(false);
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [open]);
  const waiting = entries.reduce((sum, entry) => sum + (entry.count ?? 0), 0);
  return (
    <details className="group" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary
        className={`flex min-h-16 flex-col items-center justify-center gap-1 ${current ? "font-bold text-leaf-700" : "font-medium text-ink-soft"}`}
      >
        <span className="relative">
          <Icon name="menu" size={24} />
          <span className="absolute -top-1.5 left-4">
            <Count count={waiting} label={m.kit_nav_more()} />
          </span>
        </span>
        <span className="text-[0.75rem] leading-4">{m.kit_nav_more()}</span>
      </summary>
      <button
        type="button"
        tabIndex={-1}
        aria-hidden="true"
        onClick={() => setOpen(false)}
        className="fixed inset-0 bottom-16 -z-10 bg-ink/30"
      />
      <div className="absolute inset-x-0 bottom-full max-h-[70dvh] overflow-y-auto rounded-t-xl bg-card p-3 shadow-sheet">
        <ul className="grid gap-0.5">
          {entries.map((entry) => (
            <li key={entry.to}>
              <SideLink entry={entry} />
            </li>
          ))}
        </ul>
        <div className="mt-2 flex items-center justify-between border-t border-line pt-2">
          {switchTo === undefined ? (
            <span />
          ) : (
            <Link to={switchTo} className="flex min-h-11 items-center gap-3 px-3 font-medium text-ink-soft">
              <Icon name="building" /> {m.kit_nav_switch()}
            </Link>
          )}
          <SignOut to={signOutTo} />
        </div>
      </div>
    </details>
  );
}
