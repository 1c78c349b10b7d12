import type { ReactNode } from "react";
import { Icon, type IconName } from "#app/ui/icon.tsx";
import { type Tone, toneIcon, toneTint } from "#app/ui/tone.ts";

export type Moment = {
  readonly key: string;
  readonly title: string;
  /** Date and time in words, from `format.ts`; null for what is still to come. */
  readonly when: string | null;
  readonly who?: string | undefined;
  readonly note?: ReactNode | undefined;
  readonly tone?: Tone | undefined;
  readonly icon?: IconName | undefined;
};

/** What happened to one thing, in order, and what comes next. */
export function Timeline({ moments }: { readonly moments: readonly Moment[] }) {
  return (
    <ol className="grid">
      {moments.map((moment) => {
        const tone = moment.tone ?? (moment.when === null ? "neutral" : "leaf");
        const coming = moment.when === null;
        return (
          <li
            key={moment.key}
            className="relative flex gap-3.5 pb-6 last:pb-0 not-last:before:absolute not-last:before:top-9 not-last:before:bottom-0 not-last:before:left-[17px] not-last:before:w-0.5 not-last:before:bg-line"
          >
            <span
              className={`grid size-9 shrink-0 place-items-center rounded-full ${coming ? "border-2 border-dashed border-line-strong text-ink-faint" : toneTint[tone]}`}
            >
              <Icon name={moment.icon ?? (coming ? "dots" : toneIcon[tone])} size={18} />
            </span>
            <div className="min-w-0 pt-1">
              <p className={coming ? "text-ink-faint" : "font-semibold"}>{moment.title}</p>
              {moment.when === null ? null : (
                <p className="tabular text-sm text-ink-faint">
                  {moment.when}
                  {moment.who === undefined ? null : ` · ${moment.who}`}
                </p>
              )}
              {moment.note === undefined ? null : <div className="mt-1 text-ink-soft">{moment.note}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
