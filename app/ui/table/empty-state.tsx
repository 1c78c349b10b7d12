import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/ui/icon.tsx";

export type EmptyStateProps = {
  readonly icon: IconName;
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly children: ReactNode;
  readonly action?: ReactNode | undefined;
};

/** An empty list is a beginning: it says what belongs here and how the first one gets in. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-10 text-center sm:py-14">
      <span className="grid size-16 place-items-center rounded-full bg-sunken text-leaf-600">
        <Icon name={icon} size={30} />
      </span>
      <p className="mt-4 text-lg font-bold">{title}</p>
      <p className="mt-1 max-w-md text-ink-soft">{children}</p>
      {action === undefined ? null : <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
