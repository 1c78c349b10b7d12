import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { Icon } from "#app/ui/icon.tsx";
import type { WhyWords } from "../why-words.server.ts";

/** Why a line got what it got, in plain words: who was chosen, who came second, what others took, what could not take part. */
export function WhyThisLine({
  words,
  children,
}: {
  readonly words: WhyWords;
  /** What the reader can do about it. */
  readonly children?: ReactNode | undefined;
}) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-leaf-700">
        <span className="transition-transform group-open:rotate-180">
          <Icon name="down" size={18} />
        </span>
        {m.matching_why_title()}
      </summary>
      <div className="grid gap-3 rounded-md bg-sunken p-4 text-sm">
        <p className="font-semibold">{words.outcome}</p>
        <Sentences title={m.matching_why_chosen()} sentences={words.chosen} />
        <Sentences title={m.matching_why_next()} sentences={words.next} />
        <Sentences title={m.matching_why_cheaper()} sentences={words.cheaper} />
        <Sentences title={m.matching_why_excluded()} sentences={words.excluded} />
        {words.gap === null ? null : <p>{words.gap}</p>}
        {children}
        <p className="text-ink-soft">{words.when}</p>
      </div>
    </details>
  );
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <div>
      <p className="font-semibold text-ink-soft">{title}</p>
      <ul className="tabular grid list-disc gap-1 pl-5">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
