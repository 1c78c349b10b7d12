import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Badge } from "#app/ui/feedback/badge.tsx";
import type { PriceWords } from "../price-words.ts";

/** A price beside what the law allows and the market pays: four figures of one unit, and how it stands. */
export function PriceFacts({
  words,
  evidenceTo,
  children,
}: {
  readonly words: PriceWords;
  /** Where what explains the price stands; left out there. */
  readonly evidenceTo?: string | undefined;
  /** The way to what the goods cost before. */
  readonly children?: ReactNode | undefined;
}) {
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken p-3">
      <dl className="tabular grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-4">
        {words.figures.map((figure) => (
          <div key={figure.label} className="min-w-0">
            <dt className="text-ink-soft">{figure.label}</dt>
            <dd className="font-semibold">{figure.value}</dd>
            {figure.note === null ? null : <dd className="text-xs text-ink-soft">{figure.note}</dd>}
          </div>
        ))}
      </dl>
      {words.standing === null ? null : (
        <p className="flex flex-wrap items-center gap-x-3">
          <Badge tone={words.standing.tone}>{words.standing.text}</Badge>
          {evidenceTo === undefined ? null : (
            <Link
              to={evidenceTo}
              className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
            >
              {words.evidence}
            </Link>
          )}
        </p>
      )}
      {children}
    </div>
  );
}
