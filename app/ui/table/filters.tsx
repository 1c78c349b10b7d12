import { Form, Link, useLocation } from "@remix-run/react";
import { Children, type ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { buttonClass } from "#app/ui/form/button.tsx";
import { WithoutMarks } from "#app/ui/form/field.tsx";
import { Icon } from "#app/ui/icon.tsx";

export type FiltersProps = {
  /** True when any filter is set: then there is a way back to everything. */
  readonly active: boolean;
  /** Fields: Select, TextInput type="search", DateInput. */
  readonly children: ReactNode;
};

/**
 * Narrows a list by a GET form: the choice is in the address, can be shared, and works without JavaScript. Several fields
 * would fill a phone before the list begins, so there they stay folded until they are asked for or in use.
 */
export function Filters({ active, children }: FiltersProps) {
  const { pathname } = useLocation();
  const form = (
    <Form
      method="get"
      noValidate
      role="search"
      className="grid items-end gap-3 sm:grid-flow-col sm:auto-cols-fr"
    >
      <WithoutMarks>{children}</WithoutMarks>
      <div className="flex gap-2 sm:w-fit">
        <button type="submit" className={buttonClass("secondary")}>
          <Icon name="filter" /> {m.kit_filter_apply()}
        </button>
        {active ? (
          <Link to={pathname} className={buttonClass("quiet")}>
            {m.kit_filter_clear()}
          </Link>
        ) : null}
      </div>
    </Form>
  );
  if (Children.count(children) < 2) return form;
  return (
    <details open={active} className="folds-on-phone grid gap-3">
      <summary className={`${buttonClass("secondary")} max-sm:w-full`}>
        <Icon name="filter" /> {m.kit_filter_open()}
      </summary>
      <div className="pt-3 sm:pt-0">{form}</div>
    </details>
  );
}

export type Tab = {
  readonly to: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly current: boolean;
};

/** A few ready-made views of one list ("Menunggu · Selesai"): links that slide sideways on a phone. */
export function Tabs({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex w-max min-w-full gap-1 border-b border-line">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={tab.to}
              prefetch="intent"
              aria-current={tab.current ? "page" : undefined}
              className="-mb-px flex min-h-12 items-center gap-2 border-b-[3px] border-transparent px-3.5 font-medium whitespace-nowrap text-ink-soft hover:text-ink aria-[current=page]:border-leaf-600 aria-[current=page]:font-bold aria-[current=page]:text-leaf-800"
            >
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="tabular rounded-full bg-sunken px-2 text-sm font-semibold text-ink-soft">
                  {tab.count}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
