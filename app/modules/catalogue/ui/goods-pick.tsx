import type { ReactNode } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export type GoodsPickProps = {
  readonly goods: readonly { readonly id: string; readonly title: string }[];
  /** The page that goes on with what is picked. */
  readonly to: string;
  /** What to do first where nothing is listed. */
  readonly whenNone: ReactNode;
};

/** Which of the seller's goods a form is about: one button for each. */
export function GoodsPick({ goods, to, whenNone }: GoodsPickProps) {
  if (goods.length === 0)
    return (
      <Section tone="card">
        <EmptyState icon="leaf" title={m.catalogue_list_empty_title()} action={whenNone}>
          {m.catalogue_harvest_pick_empty()}
        </EmptyState>
      </Section>
    );
  return (
    <div className="grid gap-2">
      {goods.map(({ id, title }) => (
        <ButtonLink key={id} to={`${to}?barang=${id}`} variant="secondary" wide>
          {title}
        </ButtonLink>
      ))}
    </div>
  );
}
