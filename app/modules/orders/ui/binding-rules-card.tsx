import { Section } from "#app/ui/layout/section.tsx";
import type { RuleWords } from "../binding-rule-words.server.ts";

/** The rules that bind a kitchen and its sellers; each with its date and source. */
export function BindingRulesCard({
  title,
  words,
}: {
  readonly title: string;
  readonly words: readonly RuleWords[];
}) {
  return (
    <Section tone="card" title={title}>
      <ul className="flex flex-col gap-3">
        {words.map(({ said, source }) => (
          <li key={said}>
            <p>{said}</p>
            <p className="text-sm text-ink-soft">{source}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
