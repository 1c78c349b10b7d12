import { m } from "#app/i18n/paraglide/messages.js";
import type { FigureState } from "#app/kernel/dated.ts";
import { Badge } from "#app/ui/feedback/badge.tsx";

/** Where a dated figure stands today: in force, coming, closed by a later one, corrected or struck out. */
export function FigureStateBadge({ state }: { readonly state: FigureState }) {
  switch (state) {
    case "in_force":
      return <Badge tone="leaf">{m.regions_figure_in_force()}</Badge>;
    case "coming":
      return <Badge icon="clock">{m.regions_figure_coming()}</Badge>;
    case "closed":
      return <Badge icon="check">{m.regions_figure_closed()}</Badge>;
    case "corrected":
      return <Badge tone="brick">{m.regions_figure_corrected()}</Badge>;
    case "annulled":
      return <Badge tone="brick">{m.regions_figure_annulled()}</Badge>;
  }
}

/** Where a figure comes from and, for one that stands in the place of a wrong one, why. */
export function FigureSource({
  source,
  reason,
}: {
  readonly source: string;
  readonly reason: string | null;
}) {
  return (
    <span className="grid gap-0.5">
      <span>{source}</span>
      {reason === null ? null : (
        <span className="text-sm text-ink-soft">{m.regions_figure_corrects({ reason })}</span>
      )}
    </span>
  );
}
