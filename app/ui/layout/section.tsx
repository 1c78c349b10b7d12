import type { ReactNode } from "react";
import { Icon } from "#app/ui/icon.tsx";

export type SectionProps = {
  readonly title?: ReactNode | undefined;
  readonly lead?: ReactNode | undefined;
  /** Buttons or links at the right of the title. */
  readonly actions?: ReactNode | undefined;
  /** `card` draws a sheet around the content; `plain` leaves it on the paper. `flush` is a card whose content reaches the edge: tables. */
  readonly tone?: "plain" | "card" | "flush" | undefined;
  /** Folds the content away under its title until it is asked for; works without JavaScript. Needs a title. */
  readonly fold?: "closed" | "open" | undefined;
  readonly id?: string | undefined;
  readonly children: ReactNode;
};

/** A part of a page with its own heading (h2). */
export function Section({ title, lead, actions, tone = "plain", fold, id, children }: SectionProps) {
  const sheet = tone === "plain" ? "" : "rounded-lg border border-line bg-card shadow-card overflow-clip";
  const inset = tone === "plain" ? "" : "px-4 sm:px-6";
  if (fold !== undefined)
    return (
      <section id={id} className={sheet}>
        <details open={fold === "open"}>
          <summary className={`flex min-h-14 cursor-pointer items-center gap-2 py-3 ${inset}`}>
            <span className="transition-transform in-open:rotate-90">
              <Icon name="chevron" size={18} />
            </span>
            <h2 className="text-lg font-bold">{title}</h2>
          </summary>
          {lead === undefined ? null : <p className={`max-w-prose pb-4 text-ink-soft ${inset}`}>{lead}</p>}
          {actions === undefined ? null : (
            <div className={`flex flex-wrap items-center gap-2 pb-4 ${inset}`}>{actions}</div>
          )}
          <div className={tone === "card" ? `${inset} pb-5` : ""}>{children}</div>
        </details>
      </section>
    );
  return (
    <section id={id} className={sheet}>
      {title === undefined && actions === undefined ? null : (
        <header
          className={`flex flex-wrap items-start justify-between gap-x-4 gap-y-2 ${inset} ${tone === "plain" ? "mb-3" : "pt-4 sm:pt-5 pb-4"}`}
        >
          <div className="min-w-0">
            {title === undefined ? null : <h2 className="text-lg font-bold">{title}</h2>}
            {lead === undefined ? null : <p className="mt-0.5 max-w-prose text-ink-soft">{lead}</p>}
          </div>
          {actions === undefined ? null : <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={tone === "card" ? `space-y-4 ${inset} pb-5 ${title === undefined ? "pt-5" : ""}` : ""}>
        {children}
      </div>
    </section>
  );
}
