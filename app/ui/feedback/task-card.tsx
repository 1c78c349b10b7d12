import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { buttonClass } from "#app/ui/form/button.tsx";
import { Icon, type IconName } from "#app/ui/icon.tsx";

export type Urgency = "late" | "today" | "soon" | "calm";

export type TaskCardProps = {
  readonly icon: IconName;
  readonly title: string;
  /** Who and how much: "SPPG Kepanjenkidul · 40 kg bayam". */
  readonly detail?: ReactNode | undefined;
  /** When it must be done, in words. */
  readonly due?: string | undefined;
  readonly urgency: Urgency;
  /** One tap: a page to go to, with the word of the deed. */
  readonly to: string;
  readonly actionLabel: string;
  /** A form with a SubmitButton instead of the link, when the deed needs no page. */
  readonly action?: ReactNode | undefined;
};

const LOOKS: Record<Urgency, { readonly edge: string; readonly icon: string; readonly due: string }> = {
  late: { edge: "border-l-brick-600", icon: "bg-brick-50 text-brick-700", due: "text-brick-700" },
  today: { edge: "border-l-rice-400", icon: "bg-rice-50 text-rice-700", due: "text-rice-700" },
  soon: { edge: "border-l-leaf-500", icon: "bg-leaf-50 text-leaf-700", due: "text-ink-soft" },
  calm: { edge: "border-l-line-strong", icon: "bg-sunken text-ink-soft", due: "text-ink-faint" },
};

/** One thing that waits for this person. */
export function TaskCard({ icon, title, detail, due, urgency, to, actionLabel, action }: TaskCardProps) {
  const look = LOOKS[urgency];
  return (
    <article
      className={`flex flex-col gap-3 rounded-lg border border-l-4 border-line bg-card p-4 shadow-card sm:flex-row sm:items-center sm:gap-4 sm:p-5 ${look.edge}`}
    >
      <div className="flex min-w-0 flex-1 items-start gap-3.5">
        <span className={`grid size-11 shrink-0 place-items-center rounded-full ${look.icon}`}>
          <Icon name={icon} size={22} />
        </span>
        <div className="min-w-0">
          <h3 className="leading-snug font-bold">{title}</h3>
          {detail === undefined ? null : <p className="mt-0.5 text-ink-soft">{detail}</p>}
          {due === undefined ? null : (
            <p className={`tabular mt-1 flex items-center gap-1.5 text-sm font-semibold ${look.due}`}>
              <Icon name={urgency === "late" ? "alert" : "clock"} size={16} />
              <span className="inline-block first-letter:uppercase">
                {urgency === "late" ? `${m.kit_late()} · ${due}` : due}
              </span>
            </p>
          )}
        </div>
      </div>
      <div className="sm:shrink-0 max-sm:*:w-full">
        {action ?? (
          <Link
            to={to}
            prefetch="intent"
            className={buttonClass(urgency === "calm" ? "secondary" : "primary", "small")}
          >
            {actionLabel}
          </Link>
        )}
      </div>
    </article>
  );
}
