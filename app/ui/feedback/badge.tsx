import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { type Tone, toneIcon, toneTint } from "#app/ui/tone.ts";

export type BadgeProps = {
  readonly tone?: Tone | undefined;
  /** Each tone has its own icon; give another when the state has a better one. */
  readonly icon?: IconName | undefined;
  readonly children: ReactNode;
};

/** A state in one or two words. Icon, word and colour together. */
export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-2xl py-0.5 pr-2.5 pl-2 text-left text-sm font-semibold sm:whitespace-nowrap ${toneTint[tone]}`}
    >
      <Icon name={icon ?? toneIcon[tone]} size={16} />
      {children}
    </span>
  );
}
