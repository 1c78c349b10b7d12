import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";

export type PagerProps = {
  /** Address of the next page ("?after=…"), null on the last one. */
  readonly nextTo: string | null;
  /** Address of the first page, null when this is it. */
  readonly firstTo?: string | null | undefined;
  /** How many rows this page shows. */
  readonly shown: number;
};

/** Onward through a long list. Pages are found by key, so there are no page numbers, only "next" and "from the start". */
export function Pager({ nextTo, firstTo = null, shown }: PagerProps) {
  if (nextTo === null && firstTo === null) return null;
  return (
    <nav aria-label={m.kit_pager()} className="flex flex-wrap items-center justify-between gap-3">
      <p className="tabular text-sm text-ink-faint">{m.kit_pager_shown({ count: shown })}</p>
      <div className="flex gap-2">
        {firstTo === null ? null : (
          <ButtonLink to={firstTo} variant="quiet" size="small">
            {m.kit_pager_first()}
          </ButtonLink>
        )}
        {nextTo === null ? null : (
          <ButtonLink to={nextTo} variant="secondary" size="small" icon="arrow">
            {m.kit_pager_next()}
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}
