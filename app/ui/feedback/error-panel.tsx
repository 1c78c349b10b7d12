import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon, type IconName } from "#app/ui/icon.tsx";

export type ErrorPanelProps = {
  /** What happened, in one short sentence. */
  readonly title: string;
  /** What was kept: "Pesanan Anda tersimpan sebagai draf." */
  readonly kept?: ReactNode | undefined;
  /** What to do now. */
  readonly next: ReactNode;
  /** To read out on the phone: the request's id. */
  readonly reference?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly actions?: ReactNode | undefined;
  /** 1 when it is the whole page. */
  readonly level?: 1 | 2 | undefined;
};

/** Something went wrong: what happened, what was kept, what to do. Never a code alone, never blame. */
export function ErrorPanel({
  title,
  kept,
  next,
  reference,
  icon = "alert",
  actions,
  level = 2,
}: ErrorPanelProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div
      className="mx-auto flex max-w-lg flex-col items-center px-4 py-12 text-center"
      role={level === 1 ? undefined : "alert"}
    >
      <span className="grid size-16 place-items-center rounded-full bg-rice-50 text-rice-700">
        <Icon name={icon} size={30} />
      </span>
      <Heading className={`mt-5 font-extrabold ${level === 1 ? "text-2xl" : "text-xl"}`}>{title}</Heading>
      {kept === undefined ? null : <p className="mt-2 text-ink-soft">{kept}</p>}
      <p className="mt-2 text-ink-soft">{next}</p>
      {actions === undefined ? null : (
        <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
      {reference === undefined ? null : (
        <p className="mt-6 text-sm text-ink-faint">
          {m.kit_error_reference()}{" "}
          <code className="font-mono font-semibold text-ink-soft select-all">{reference}</code>
        </p>
      )}
    </div>
  );
}
