import type { ReactNode } from "react";

export type Fact = { readonly label: string; readonly value: ReactNode };

/** Label and value pairs of one thing: number, date, parties. A null value is shown as a dash. */
export function Facts({
  facts,
  columns = 1,
}: {
  readonly facts: readonly Fact[];
  readonly columns?: 1 | 2 | undefined;
}) {
  return (
    <dl className={`grid gap-x-8 ${columns === 2 ? "sm:grid-cols-2" : ""}`}>
      {facts.map((fact) => (
        <div
          key={fact.label}
          className="flex items-baseline justify-between gap-4 border-b border-line py-2.5 last:border-b-0"
        >
          <dt className="shrink-[1000] text-sm text-ink-faint">{fact.label}</dt>
          {/* A long label gives way before a number is broken in two; where its longest word leaves no room, the value does. */}
          <dd className="tabular max-w-[70%] text-right font-medium [overflow-wrap:anywhere]">
            {fact.value ?? "–"}
          </dd>
        </div>
      ))}
    </dl>
  );
}
