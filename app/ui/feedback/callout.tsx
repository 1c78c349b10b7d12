import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { type Tone, toneEdge, toneText } from "#app/ui/tone.ts";

export type CalloutProps = {
  readonly tone?: Tone | undefined;
  readonly title?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly actions?: ReactNode | undefined;
  readonly children?: ReactNode | undefined;
};

const SHEETS: Record<Tone, string> = {
  neutral: "bg-card",
  leaf: "bg-leaf-50",
  rice: "bg-rice-50",
  brick: "bg-brick-50",
};
const ICONS: Record<Tone, IconName> = { neutral: "chat", leaf: "check", rice: "bell", brick: "alert" };

/** Something worth knowing beside what one is doing. */
export function Callout({ tone = "neutral", title, icon, actions, children }: CalloutProps) {
  return (
    <div className={`flex gap-3 rounded-md border p-4 ${SHEETS[tone]} ${toneEdge[tone]}`}>
      <span className={`mt-px ${toneText[tone]}`}>
        <Icon name={icon ?? ICONS[tone]} size={22} />
      </span>
      <div className="min-w-0 flex-1">
        {title === undefined ? null : (
          <p className={`font-bold ${tone === "neutral" ? "" : toneText[tone]}`}>{title}</p>
        )}
        {children === undefined ? null : <div className="text-ink-soft">{children}</div>}
        {actions === undefined ? null : <div className="mt-3 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
