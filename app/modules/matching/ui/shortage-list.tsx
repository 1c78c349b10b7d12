import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { Shortage } from "../shortage-reads.server.ts";
import { amountOf } from "./price-words.ts";

/** A proven shortage in one sentence: who can reach whom, what they hold, what is needed. */
export function shortageWords({ buyers, sellers, askedBase, heldBase, baseUnit }: Shortage): string {
  const words = { buyers, asked: amountOf(askedBase, baseUnit) };
  return sellers === 0
    ? m.matching_zone_nobody(words)
    : m.matching_zone_proof({ ...words, sellers, held: amountOf(heldBase, baseUnit) });
}

/** Proven shortages, the largest gap first, each with what can be done about it. */
export function ShortageList({
  shortages,
  nextTo,
}: {
  readonly shortages: readonly Shortage[];
  /** Where the reader can do something about goods of a kind; null where watching is all. */
  readonly nextTo: ((commodityCode: string) => string) | null;
}) {
  if (shortages.length === 0)
    return (
      <EmptyState icon="check" title={m.matching_zone_none_title()}>
        {m.matching_zone_none_text()}
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line">
      {shortages.map((shortage) => (
        <li
          key={`${shortage.runId} ${shortage.zone}`}
          className="flex flex-col gap-3 px-4 py-4 sm:flex-row sm:items-center sm:justify-between sm:px-6"
        >
          <div className="min-w-0">
            <h3 className="font-bold">
              {shortage.commodity} · {date(shortage.deliveryDay)}
            </h3>
            <p className="tabular mt-0.5">{shortageWords(shortage)}</p>
            <p className="tabular mt-0.5 font-semibold text-rice-700">
              {m.matching_zone_gap({
                gap: amountOf(shortage.askedBase - shortage.heldBase, shortage.baseUnit),
              })}
            </p>
          </div>
          {nextTo === null ? null : (
            <ButtonLink to={nextTo(shortage.commodityCode)} variant="secondary" icon="contract">
              {m.matching_zone_next()}
            </ButtonLink>
          )}
        </li>
      ))}
    </ul>
  );
}
